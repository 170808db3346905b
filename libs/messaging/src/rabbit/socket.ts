import type { Socket } from 'node:net';

/**
 * noDelay: without it Nagle's algorithm waits for the peer's delayed acknowledgement, 40 ms a stall: a 12-step workflow took
 * 92 ms instead of 7 (reference/messaging.md, finding 7). amqplib's default is off.
 */
export const SOCKET = { noDelay: true } as const;

/** What amqplib keeps under a connection: the way out where the broker no longer answers. */
export const socketOf = (connection: unknown): Socket | undefined =>
  (connection as { connection?: { stream?: Socket } } | undefined)?.connection?.stream;
