import { Database } from '@polyreel/database';
import { type Returnable, Transport, Unroutable } from '@polyreel/messaging';
import { Cadence, type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';

import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { AnalyticsConfig } from './analytics.config.js';

/** How many letters, with their bodies, are in memory and unconfirmed at once. */
const BATCH = 25;
const LOOK_EVERY_MS = 1_000;

type ToSend = Returnable & { id: string };

/** Hands the letters of replays back, a batch at a time and no faster than it may. Each batch is noted as sent after the broker has it. */
@Injectable()
export class ReplaySender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private readonly cadence: Cadence;
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly transport: Transport,
    private readonly config: AnalyticsConfig,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
    this.cadence = new Cadence(LOOK_EVERY_MS, () => this.sendAll(), this.log);
  }

  onApplicationBootstrap(): void {
    this.cadence.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.cadence.stop();
  }

  /** Does not wait for the next look. */
  now(): void {
    this.cadence.now();
  }

  private async sendAll(): Promise<void> {
    const size = Math.min(BATCH, this.config.REPLAY_PER_SECOND);
    const everyMs = (1_000 * size) / this.config.REPLAY_PER_SECOND;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const begun = performance.now();
      if (!(await this.database.transaction(() => this.step(size)))) return;
      await pause(Math.max(0, begun + everyMs - performance.now()), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Moves the oldest replay that can be moved and that no other instance is moving; false where none can. */
  private async step(size: number): Promise<boolean> {
    const open = await this.database.query<{ id: string; state: string }>(
      `SELECT id, state FROM analytics.replays WHERE state IN ('running', 'cancelling') ORDER BY started_at, id`,
    );
    for (const { id, state } of open) {
      const [lock] = await this.database.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine`, [
        id,
      ]);
      if (lock!.mine && (await (state === 'cancelling' ? this.release(id) : this.sendBatch(id, size)))) return true;
    }
    return false;
  }

  private async sendBatch(replay: string, size: number): Promise<boolean> {
    const letters = await this.database.query<ToSend>(
      `SELECT id, queue, event_type AS type, body, stamps FROM analytics.letters
       WHERE replay_id = $1 AND state = 'replaying' ORDER BY changed_at, first_failed_at, id LIMIT ${size} FOR UPDATE`,
      [replay],
    );
    if (letters.length === 0) return this.finish(replay);
    const outcomes = await Promise.all(letters.map((letter) => this.outcomeOf(letter, replay)));
    const of = (wanted: string) => letters.filter((_, at) => outcomes[at] === wanted).map(({ id }) => id);
    const [sent, unroutable, later] = [of('sent'), of('unroutable'), of('later')];
    await this.database.query(
      `UPDATE analytics.letters SET state = 'replayed', replays = replays + 1, changed_at = now() WHERE id = ANY($1)`,
      [sent],
    );
    await this.restAgain('id = ANY($1)', unroutable);
    await this.database.query(`UPDATE analytics.letters SET changed_at = clock_timestamp() WHERE id = ANY($1)`, [later]);
    await this.database.query(`UPDATE analytics.replays SET sent = sent + $2, unroutable = unroutable + $3 WHERE id = $1`, [
      replay,
      sent.length,
      unroutable.length,
    ]);
    return sent.length + unroutable.length > 0;
  }

  /** What could not be handed over for now goes behind the others, so that one letter never keeps its replay from moving. */
  private async outcomeOf(letter: ToSend, replay: string): Promise<'sent' | 'unroutable' | 'later'> {
    try {
      await this.transport.handBack(letter, replay);
      return 'sent';
    } catch (error) {
      const gone = error instanceof Unroutable;
      this.log.warn(
        { err: error, letter: letter.id, replay },
        gone ? 'a letter has no queue to go back to' : 'a letter waits for the broker',
      );
      return gone ? 'unroutable' : 'later';
    }
  }

  private async finish(replay: string): Promise<boolean> {
    const [done] = await this.database.query<{ total: number }>(
      `UPDATE analytics.replays SET state = 'done', finished_at = now() WHERE id = $1 AND state = 'running' RETURNING total, sent`,
      [replay],
    );
    if (done) this.log.info({ replay, ...done }, 'a replay has sent its letters');
    return true;
  }

  private async release(replay: string): Promise<boolean> {
    await this.restAgain(`replay_id = $1 AND state = 'replaying'`, replay);
    await this.database.query(`UPDATE analytics.replays SET state = 'cancelled', finished_at = now() WHERE id = $1`, [replay]);
    return true;
  }

  private async restAgain(condition: string, value: unknown): Promise<void> {
    await this.database.query(
      `UPDATE analytics.letters
       SET state = CASE WHEN failed_again > 0 THEN 'failed_again' ELSE 'resting' END, changed_at = now() WHERE ${condition}`,
      [value],
    );
  }
}
