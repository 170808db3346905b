import { AppError, type Caller, CallerOf, Discovery, Identities } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Controller, Get, Headers, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { request } from 'undici';
import { DeliveryCount } from './delivery.counter.js';
import { Feed } from './live.feed.js';
import { isLast, LiveUpdate } from './live.update.js';

/** Shorter than the idle timeout of any proxy worth its name. */
const COMMENT_EVERY_MS = 15_000;
/** A watcher that does not read is dropped once this much waits for it. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** The live feed of a run as server-sent events. */
@Controller('generations')
export class EventsController implements BeforeApplicationShutdown {
  private readonly open = new Set<() => void>();

  constructor(
    private readonly feed: Feed,
    private readonly counts: DeliveryCount,
    private readonly discovery: Discovery,
    private readonly identities: Identities,
  ) {}

  @Get(':id/events')
  async events(
    @CallerOf() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ) {
    const standing = await this.standingOf(caller, id);
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    let place = last && /^\d+-\d+$/.test(last) ? last : '0';
    let ended = false;
    let turn: Promise<void> = Promise.resolve();
    const tell = async () => {
      for (const { id: at, told } of await this.feed.after(id, place)) {
        if (ended) return;
        place = at;
        out.write(`id: ${at}\nevent: ${told.event}\ndata: ${JSON.stringify(told.update)}\n\n`);
        this.counts.delivered(caller.userId);
        if ((told.event === 'generation_update' && isLast(told.update)) || out.writableLength > MOST_UNREAD_BYTES) return end();
      }
    };
    const wake = () => (turn = turn.then(tell).catch(() => end()));
    const stop = this.feed.listen(id, () => void wake());
    const beat = setInterval(() => void (out.write(': still here\n\n'), wake()), COMMENT_EVERY_MS);
    const end = () => {
      ended = true;
      this.open.delete(end);
      stop();
      clearInterval(beat);
      out.end();
    };
    this.open.add(end);
    out.once('close', end);
    await wake();
    // A run whose feed has been forgotten still has its end to tell.
    if (!ended && isLast(standing)) {
      out.write(`event: generation_update\ndata: ${JSON.stringify(standing)}\n\n`);
      end();
    }
  }

  /** Watchers take their feeds up again elsewhere, from where they were: waiting for runs to end would hold the stop up. */
  beforeApplicationShutdown(): void {
    for (const end of this.open) end();
  }

  /** How a run stands, as the owner of the row tells it: to nobody but whom it belongs to. */
  private async standingOf(caller: Caller, id: string): Promise<LiveUpdate> {
    const url = `${await this.discovery.urlOf('generation-orchestrator')}/generations/${id}`;
    const { statusCode, body } = await request(url, { headers: await this.identities.headersFor(caller), headersTimeout: 5_000 });
    const answer = (await body.json()) as {
      data?: { status: string; progress: number; phase: string; finishedAt: string | null; error: { message: string } | null };
    };
    if (statusCode === 404) throw new AppError('generation_not_found', 'There is no such generation.', 404);
    if (statusCode !== 200 || !answer.data)
      throw new AppError('service_unavailable', 'Who may watch this cannot be told now. Try again in a moment.', 503);
    const { status, progress, phase, finishedAt, error } = answer.data;
    const at = finishedAt ?? new Date().toISOString();
    return LiveUpdate.parse({
      generationId: id,
      status: status === 'pending' ? 'processing' : status,
      progress,
      phase,
      message: error?.message ?? `The generation is ${status}.`,
      at,
    });
  }
}
