import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';

/** What a route says of itself where a file may come in with its requests: they may take UPLOAD_TIMEOUT_SECONDS to arrive. */
export const UPLOAD_ROUTE = { upload: true } as const;

/** A route whose requests bring a file: they may take longer to arrive than others. */
export const TakesUploads = () => RouteConfig(UPLOAD_ROUTE);

/** How long a request may take from its headers to its end, in seconds. */
export interface Patience {
  readonly request: number;
  readonly upload: number;
}

/**
 * Hangs up on whoever does not come to the end of a request in time. Node knows one time for all of a server's requests; files need a longer
 * one than everything else does, and a client that dribbles must not have it for the asking.
 */
export function hangUpOnDribblers(server: FastifyInstance, { request: usual, upload }: Patience): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    if (hasBody(request)) {
      const seconds = (request.routeOptions.config as { upload?: boolean }).upload ? upload : usual;
      const late = setTimeout(() => hangUp(raw.socket, reply.raw.headersSent), seconds * 1_000);
      for (const over of ['end', 'close']) raw.once(over, () => clearTimeout(late));
    }
    done();
  });
}

const hasBody = ({ headers }: FastifyRequest) => 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;

function hangUp(socket: Socket, answered: boolean): void {
  if (answered || !socket.writable) return void socket.destroy();
  socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy());
}
