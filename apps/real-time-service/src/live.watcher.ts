import type { Scope } from '@polyreel/http-api';
import { AppError, asAppError, failureBody } from '@polyreel/service-kit';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { DeliveryCount } from './delivery.counter.js';
import { Watch } from './feed.watch.js';
import { type Entry, type Feed, FROM_THE_BEGINNING, isPlace } from './live.feed.js';
import type { LiveConfig } from './live.limits.js';
import { inWordsOf, type Room, ROOMS } from './live.room.js';
import { isLast } from './live.update.js';
import { Pace } from './message.pace.js';
import { hasRoom } from './reader.patience.js';
import type { Standings } from './run.standing.js';
import { cut, unreadBytes } from './slow.socket.js';
import type { ShownToken } from './shown.token.js';

/** What every connection stands on. */
export interface Stage {
  readonly feed: Feed;
  readonly standings: Standings;
  readonly counts: DeliveryCount;
  readonly limits: LiveConfig;
}

const Run = { generation: z.strictObject({ generationId: z.uuid() }), voice: z.strictObject({ voiceId: z.uuid() }) };
/** The `eventId` of the last update of this run that the client has. */
const lastEventId = z.string().refine(isPlace, { message: 'This is no event id of ours.' }).optional();
const idIn = (room: Room, said: unknown): string => {
  const run: Partial<Record<Room['key'], string>> = Run[room.name].parse(said);
  return run[room.key]!;
};
const Renewal = z.strictObject({ token: z.string().max(4_096) });

type Answer = (said: object) => void;

/** One connection of somebody who watches: what they may ask for, and what they are told. */
export class Watcher {
  private readonly watches = new Map<string, { readonly room: Room; readonly watch: Watch }>();
  private readonly pace: Pace;

  constructor(
    private readonly socket: Socket,
    private readonly token: ShownToken,
    private readonly stage: Stage,
  ) {
    this.pace = new Pace(stage.limits.SOCKET_MESSAGES_PER_SECOND);
    const questions = new Map<string, (said: unknown) => Promise<object>>([
      ...ROOMS.flatMap((room) => this.questionsOf(room)),
      ['renew_token', (said) => this.renew(Renewal.parse(said).token)],
    ]);
    // Ahead of every listener, so that unknown words count too.
    socket.use(([event, ...said]: unknown[]) => {
      const last = said.at(-1);
      const answer: Answer = typeof last === 'function' ? (last as Answer) : (refusal) => this.complain(event, refusal);
      void this.hear(questions.get(String(event)), typeof said[0] === 'function' ? undefined : said[0], answer);
    });
    socket.once('disconnect', () => this.leave());
    this.watchToken();
  }

  /** Ends the connection, and says why to whoever still reads. */
  end(code: string, message: string): void {
    this.socket.emit('closing', { code, message });
    this.socket.disconnect(true);
  }

  private async hear(question: ((said: unknown) => Promise<object>) | undefined, said: unknown, answer: Answer): Promise<void> {
    try {
      if (!this.pace.take()) throw new AppError('too_many_messages', 'You speak faster than this service listens. Wait a second.', 429);
      if (!question) throw new AppError('event_unknown', 'This service knows no such event.', 404);
      answer({ status: 'success', ...(await question(said)) });
    } catch (error) {
      answer(failureBody(asAppError(error)));
      if (this.pace.flooded) this.end('too_many_messages', 'You went on although you were told.');
    }
  }

  /** A refusal to whoever did not ask for an answer; a success needs none. */
  private complain(event: unknown, said: object): void {
    if ('error' in said) this.socket.emit('refused', { event: String(event).slice(0, 100), ...said });
  }

  private questionsOf(room: Room): [string, (said: unknown) => Promise<object>][] {
    return [
      [`subscribe_${room.name}`, (said) => this.subscribe(room, said)],
      [`unsubscribe_${room.name}`, (said) => Promise.resolve(this.unsubscribe(room, idIn(room, said)))],
      [`cancel_${room.name}`, (said) => this.cancel(room, idIn(room, said))],
    ];
  }

  private async subscribe(room: Room, said: unknown): Promise<object> {
    this.mayDo(room.read);
    const { lastEventId: last, ...run } = z.looseObject({ lastEventId }).parse(said);
    const id = idIn(room, run);
    if (!this.watches.has(id) && this.watches.size >= this.stage.limits.RUNS_PER_SOCKET)
      throw new AppError('too_many_subscriptions', `One connection follows at most ${this.stage.limits.RUNS_PER_SOCKET} runs.`, 429);
    const standing = await this.stage.standings.of(this.token.caller, room, id);
    if (this.socket.disconnected) return run;
    // Asking again starts again, from the place that is named now.
    this.unsubscribe(room, id);
    const over = () => void (this.watches.get(id)?.watch === watch && this.watches.delete(id));
    const teller = { ready: () => this.ready(), tell: (entry: Entry) => this.tell(room, entry), over };
    const watch = new Watch(this.stage.feed, id, last ?? FROM_THE_BEGINNING, teller);
    this.watches.set(id, { room, watch });
    void watch.look().then(() => {
      // A run whose feed has been forgotten still has its end to tell.
      if (watch.over || !isLast(standing)) return;
      this.socket.emit(standing.event, standing.update);
      watch.end();
      over();
    });
    return { ...run, standing: standing.update };
  }

  private unsubscribe({ key }: Room, id: string): object {
    this.watches.get(id)?.watch.end();
    this.watches.delete(id);
    return { [key]: id };
  }

  private async cancel(room: Room, id: string): Promise<object> {
    this.mayDo(room.write);
    await this.stage.standings.cancel(this.token.caller, room, id);
    return { [room.key]: id };
  }

  private async renew(token: string): Promise<object> {
    await this.token.renew(token);
    // What was opened with more does not stay open with less.
    for (const [id, { room }] of [...this.watches]) if (!this.may(room.read)) this.unsubscribe(room, id);
    this.watchToken();
    return { expiresAt: this.token.expiresAt?.toISOString() };
  }

  private async ready(): Promise<boolean> {
    const room = await hasRoom(() => unreadBytes(this.socket), this.stage.limits.STALL_SECONDS * 1_000);
    if (!room) cut(this.socket);
    return room;
  }

  private tell(room: Room, { id, told }: Entry): void {
    this.socket.emit(told.event, { ...inWordsOf(room, told), eventId: id });
    this.stage.counts.delivered(this.token.caller.userId, told.event);
  }

  private watchToken(): void {
    this.token.watch({
      expiring: (expiresAt) => this.socket.emit('token_expiring', { expiresAt: expiresAt.toISOString() }),
      ended: (code) => this.end(code, 'What you showed does not hold any more. Connect again with a new token.'),
    });
    if (this.socket.disconnected) this.token.forget();
  }

  private mayDo(scope: Scope): void {
    if (!this.may(scope)) throw new AppError('scope_missing', `This API key may not do that: it needs ${scope}.`, 403);
  }

  private may(scope: Scope): boolean {
    const { scopes } = this.token.caller;
    return !scopes || scopes.includes(scope);
  }

  private leave(): void {
    this.token.forget();
    for (const { watch } of this.watches.values()) watch.end();
    this.watches.clear();
  }
}
