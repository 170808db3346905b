import { SteadyClient } from '@polyreel/database';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';

/** One message of PostgreSQL's protocol: a letter, the length, the content. */
const message = (letter: string, content: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(letter), length, content]);
};
const READY = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);
const SHUTTING_DOWN = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

describe('a connection that is ended in the same breath in which it is ready', () => {
  it('does not end the process: who takes it hears of it by the first statement', async () => {
    // The server reads the start-up message and answers both at once, as a server that is shutting down can.
    const server = createServer((socket) => {
      socket.once('data', () => socket.end(Buffer.concat([READY, SHUTTING_DOWN])));
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const pool = new Pool({ host: '127.0.0.1', port, user: 'a', database: 'a', ssl: false, Client: SteadyClient } as never);
    pool.on('error', () => undefined);
    const client = await pool.connect();
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    await pool.end();
    server.close();
  });
});
