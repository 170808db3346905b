import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

/** Nothing that a client has to say is longer: an id, or a token. */
export const MOST_SAID_BYTES = 16 * 1024;
/** Who opens a connection and does not say who they are is sent away. */
export const INTRODUCTION_MS = 10_000;
/** How often what a connection showed is looked at again: so long may a revoked one live on. */
export const LOOK_AGAIN_MS = 30_000;
/** How long before its token ends a client is asked for the next one. */
export const RENEW_BEFORE_MS = 60_000;

/** How much one client may ask of an instance, and how patient the instance is. */
export class LiveConfig extends configFrom(
  z.object({
    /** Connections of one person to one instance. */
    SOCKETS_PER_PERSON: z.coerce.number().int().min(1).max(10_000).default(20),
    /** Runs that one connection may follow at once. */
    RUNS_PER_SOCKET: z.coerce.number().int().min(1).max(1_000).default(50),
    /** Messages of one connection, with a burst of twice as many. */
    SOCKET_MESSAGES_PER_SECOND: z.coerce.number().int().min(1).max(1_000).default(20),
    /** How long a watcher may not read before it is dropped. */
    STALL_SECONDS: z.coerce.number().int().min(1).max(600).default(10),
  }),
) {}
