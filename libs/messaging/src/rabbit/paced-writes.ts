import type { Socket } from 'node:net';

/** Milliseconds between two flushes of a busy connection. */
const GAP_MS = 1;

/**
 * Gathers what is written to a socket and sends it together, at most once a millisecond: a busy connection then costs a fraction of the
 * system calls, here and at the broker, which also writes and answers what comes together at once. What is written after a pause goes out with
 * the turn of the event loop in which it was written, so a quiet connection is as quick as without it. Answers the socket.
 */
export function paced<S extends Pick<Socket, 'write' | 'cork' | 'uncork'>>(socket: S): S {
  const write = socket.write.bind(socket) as (...parts: unknown[]) => boolean;
  let flushedAt = -Infinity;
  let gathering = false;
  const flush = () => {
    if (!gathering) return;
    gathering = false;
    flushedAt = performance.now();
    socket.uncork();
  };
  socket.write = ((...parts: unknown[]) => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      const wait = flushedAt + GAP_MS - performance.now();
      if (wait > 0) setTimeout(flush, wait);
      else setImmediate(flush);
    }
    const accepting = write(...parts);
    // The writer waits for 'drain' now, which only a flush brings.
    if (!accepting) setImmediate(flush);
    return accepting;
  }) as S['write'];
  return socket;
}
