import { type Caller, CallerOf } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Controller, Get, Headers, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DeliveryCount } from './delivery.counter.js';
import { LOOK_EVERY_MS, Watch } from './feed.watch.js';
import { type Entry, Feed, FROM_THE_BEGINNING, isPlace } from './live.feed.js';
import { LiveConfig } from './live.limits.js';
import { GENERATION, inWordsOf, type Room, VOICE } from './live.room.js';
import { isLast, type Told } from './live.update.js';
import { hasRoom } from './reader.patience.js';
import { Standings } from './run.standing.js';

/** The live feeds of runs as server-sent events. */
@Controller()
export class EventsController implements BeforeApplicationShutdown {
  private readonly open = new Set<() => void>();

  constructor(
    private readonly feed: Feed,
    private readonly counts: DeliveryCount,
    private readonly standings: Standings,
    private readonly limits: LiveConfig,
  ) {}

  @Get('generations/:id/events')
  ofGeneration(
    @CallerOf() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ) {
    return this.stream(GENERATION, caller, id, last, reply);
  }

  @Get('voice/:id/events')
  ofVoice(
    @CallerOf() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ) {
    return this.stream(VOICE, caller, id, last, reply);
  }

  /** Watchers take their feeds up again elsewhere, from where they were: waiting for runs to end would hold the stop up. */
  beforeApplicationShutdown(): void {
    for (const end of this.open) end();
  }

  private async stream(room: Room, caller: Caller, id: string, last: string | undefined, reply: FastifyReply): Promise<void> {
    const standing = await this.standings.of(caller, room, id);
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const end = () => {
      watch.end();
      this.open.delete(end);
      clearInterval(comments);
      out.end();
    };
    const ready = async () => {
      const room = await hasRoom(() => out.writableLength, this.limits.STALL_SECONDS * 1_000);
      // A good-bye would wait behind all that was not read.
      if (!room) out.destroy();
      return room;
    };
    const write = (told: Told) => out.write(`event: ${told.event}\ndata: ${JSON.stringify(inWordsOf(room, told))}\n\n`);
    const tell = ({ id: at, told }: Entry) => {
      out.write(`id: ${at}\n`);
      write(told);
      this.counts.delivered(caller.userId, told.event);
    };
    const watch = new Watch(this.feed, id, last && isPlace(last) ? last : FROM_THE_BEGINNING, { ready, tell, over: end });
    const comments = setInterval(() => out.write(': still here\n\n'), LOOK_EVERY_MS);
    this.open.add(end);
    out.once('close', end);
    await watch.look();
    // A run whose feed has been forgotten still has its end to tell.
    if (!watch.over && isLast(standing)) {
      write(standing);
      end();
    }
  }
}
