import { Door } from '@polyreel/access';
import { CacheConfig, connect } from '@polyreel/cache';
import type { Scope } from '@polyreel/http-api';
import { AppError, asAppError, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { DeliveryCount } from './delivery.counter.js';
import { Feed } from './live.feed.js';
import { INTRODUCTION_MS, LiveConfig, MOST_SAID_BYTES } from './live.limits.js';
import { Watcher } from './live.watcher.js';
import { Standings } from './run.standing.js';
import { ShownToken } from './shown.token.js';

/** What the list of notifications asks of a key, over HTTP. */
const MAY_HEAR: Scope = 'account:read';
/** Where every connection of one person is, on whatever instance. */
const roomOf = (userId: string) => `person:${userId}`;
/** How long a stopping process waits for the adapter's last look at Redis, in milliseconds. */
const ADAPTER_LOOK_MS = 1_000;

/** The live feeds over Socket.IO, beside the same feeds as server-sent events. */
@Injectable()
export class LiveSockets implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly log;
  private readonly open = new Map<string, number>();
  private stopping = false;
  private io?: Server;
  private redis?: Redis;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly door: Door,
    private readonly cache: CacheConfig,
    private readonly limits: LiveConfig,
    private readonly feed: Feed,
    private readonly standings: Standings,
    private readonly counts: DeliveryCount,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  onApplicationBootstrap(): void {
    const io = (this.io = new Server(this.http.httpAdapter.getHttpServer() as HttpServer, {
      serveClient: false,
      maxHttpBufferSize: MOST_SAID_BYTES,
      connectTimeout: INTRODUCTION_MS,
    }));
    if (this.cache.REDIS_URL) {
      // What one instance tells a person reaches all of that person's connections. The adapter reads while it waits: a connection of its own.
      this.redis = connect(this.cache.REDIS_URL, { forSubscribing: true });
      io.adapter(
        createAdapter(this.redis, { streamName: 'polyreel:sockets', channelPrefix: 'polyreel:sockets', blockTimeInMs: ADAPTER_LOOK_MS }),
      );
    }
    io.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(refusalOf(error)),
      );
    });
    io.on('connection', (socket) => this.seat(socket));
    // Who comes while this instance stops would hold the stop up.
    io.engine.on('connection', (conn: { close(): void }) => this.stopping && conn.close());
  }

  /** Tells every connection of a person. */
  notify(userId: string, notification: object): void {
    this.io?.to(roomOf(userId)).emit('notification', notification);
  }

  /** Everybody is asked to come back, to another instance, where they go on from where they were. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
    this.io?.local.emit('closing', { code: 'service_stops', message: 'This instance stops. Connect again.' });
    // The engine's close and not the sockets': a client takes that for a lost connection, and reconnects by itself.
    this.io?.engine.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.io?.close();
    this.redis?.disconnect();
  }

  private async admit(socket: Socket): Promise<void> {
    const token = await ShownToken.show(this.door, (socket.handshake.auth as { token?: unknown }).token);
    const { userId } = token.caller;
    const others = this.open.get(userId) ?? 0;
    if (others >= this.limits.SOCKETS_PER_PERSON)
      throw new AppError('too_many_connections', `You have ${others} connections open already.`, 429);
    if (socket.conn.readyState !== 'open') throw new AppError('unauthenticated', 'The connection went away meanwhile.', 401);
    // Counted from here: a hundred handshakes at once must not all find room.
    this.open.set(userId, others + 1);
    socket.conn.once('close', () => this.forget(userId));
    (socket.data as { token: ShownToken }).token = token;
  }

  private seat(socket: Socket): void {
    const { token } = socket.data as { token: ShownToken };
    const { feed, standings, counts, limits } = this;
    // What was sent to a person is theirs to read, and a key's only where it may read their account.
    const { userId, scopes } = token.caller;
    if (!scopes || scopes.includes(MAY_HEAR)) void socket.join(roomOf(userId));
    new Watcher(socket, token, { feed, standings, counts, limits });
    socket.emit('connected', { connectionId: socket.id, userId: token.caller.userId, expiresAt: token.expiresAt?.toISOString() });
    this.log.debug({ connection: socket.id, user: token.caller.userId }, 'somebody watches');
  }

  private forget(userId: string): void {
    const left = (this.open.get(userId) ?? 1) - 1;
    if (left > 0) this.open.set(userId, left);
    else this.open.delete(userId);
  }
}

/** A refused handshake as the client's `connect_error` shows it: `data` holds the code. */
function refusalOf(error: unknown): Error {
  const { message, code, statusCode } = asAppError(error);
  return Object.assign(new Error(message), { data: { code, message, statusCode } });
}
