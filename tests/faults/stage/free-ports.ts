import { createServer } from 'node:net';

/** Linux hands out ports by itself from 32768 on: a client that waits for its server to come back could be given the server's own. */
const LOWEST = 12_000;
const HIGHEST = 27_000;
const TRIES = 200;

/** The first of `count` ports in a row that nobody listens on, chosen by chance so that two stages at once seldom meet. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - count));
    const free = await Promise.all(Array.from({ length: count }, (_, at) => isFree(first + at)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} ports in a row are free between ${LOWEST} and ${HIGHEST}`);
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
