import { Database } from '@polyreel/database';
import { KeepsLetters, type Letter, type LetterKeeper } from '@polyreel/messaging';
import { type KnownLetter, returnOf } from './letter.return.js';
import { type LetterRecord, recordOf } from './letter.record.js';

/** What a failure writes anew on a letter that is already there; its body is the same bytes. */
const REASON = ['error', 'errorName', 'errorCode', 'errorMessage', 'errorStack', 'attempts', 'lastFailedAt'] as const;
const COLUMNS = [
  ...['id', 'service', 'handler', 'queue', 'eventId', 'eventType', 'correlationId', 'firstFailedAt', 'body', 'bodyBytes', 'stamps'],
  ...REASON,
] as readonly (keyof LetterRecord)[];

/** Keeps every message that some service gave up or did not know. A letter that comes twice is one row. */
@KeepsLetters()
export class FileLetter implements LetterKeeper {
  constructor(private readonly database: Database) {}

  async file(letter: Letter): Promise<void> {
    const record = recordOf(letter);
    if (letter.kind === 'skipped') return this.setApart(record);
    const added = await this.database.query(
      `INSERT INTO analytics.letters (${COLUMNS.map(snake).join(', ')}) VALUES (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})
       ON CONFLICT DO NOTHING RETURNING 1 AS added`,
      COLUMNS.map((column) => record[column]),
    );
    if (added.length === 0) await this.database.transaction(() => this.again(letter, record));
  }

  private async setApart({ id, service, handler, queue, eventId, eventType, correlationId, ...letter }: LetterRecord): Promise<void> {
    await this.database.query(
      `INSERT INTO analytics.skipped
         (id, service, handler, queue, event_id, event_type, correlation_id, reason, body, body_bytes, skipped_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
      [
        ...[id, service, handler, queue, eventId, eventType, correlationId],
        ...[letter.errorMessage, letter.body, letter.bodyBytes, letter.lastFailedAt],
      ],
    );
  }

  /** The row is locked first and the replay's after it, as the sender of replays does. */
  private async again(letter: Letter, record: LetterRecord): Promise<void> {
    const [known] = await this.database.query<KnownLetter>(
      `SELECT state, replay_id AS "replayId", last_failed_at AS "lastFailedAt", failed_again AS "failedAgain"
       FROM analytics.letters WHERE id = $1 FOR UPDATE`,
      [record.id],
    );
    // Swept in this very moment: the next offer finds no row and adds one.
    if (!known) throw new Error(`letter ${record.id} vanished while it was filed`);
    const back = returnOf(known, letter);
    if (!back) return;
    await this.database.query(
      `UPDATE analytics.letters SET state = $2, failed_again = failed_again + $3, changed_at = now(),
         ${REASON.map((column, at) => `${snake(column)} = $${at + 4}`).join(', ')}
       WHERE id = $1`,
      [record.id, back.state, back.against ? 1 : 0, ...REASON.map((column) => record[column])],
    );
    if (!back.against) return;
    await this.database.query(`UPDATE analytics.replays SET failed_again = failed_again + 1, sent = sent + $2 WHERE id = $1`, [
      back.against.replay,
      back.against.unsent ? 1 : 0,
    ]);
  }
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
