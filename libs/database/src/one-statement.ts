import { type Envelope, jsonOf, type Settlement, type Write } from '@polyreel/messaging';

/** What a consumer has heard: the row of the inbox that keeps it from being heard twice. */
export interface Heard {
  consumer: string;
  eventId: string;
}

/**
 * Everything that a settlement changes as one statement, which PostgreSQL runs as one transaction: the writes, the inbox row and the
 * outgoing events. It answers `outbox`, the ids of the stored events, and fails as a whole where a write did not take effect.
 */
export function oneStatement(schema: string, { writes, envelopes }: Settlement, heard?: Heard): Write {
  const values: unknown[] = [];
  const parts: string[] = [];
  const part = (name: string, text: string, own: readonly unknown[]) => {
    const offset = values.length;
    values.push(...own);
    parts.push(`${name} AS (${text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + offset}`)})`);
  };
  for (const [at, write] of writes.entries()) part(`write_${at}`, write.text, write.values);
  // No ON CONFLICT: an event that was heard already makes all of it fail.
  if (heard) part('heard', `INSERT INTO "${schema}".inbox (consumer, event_id) VALUES ($1, $2)`, [heard.consumer, heard.eventId]);
  const says = envelopes.length > 0;
  if (says) {
    const { text, values: said } = storing(schema, envelopes);
    part('said', text, said);
  }
  const all = writes.map((_, at) => `EXISTS (SELECT FROM write_${at})`).join(' AND ') || 'true';
  const outbox = says ? '(SELECT array_agg(id ORDER BY id) FROM said)' : `'{}'::bigint[]`;
  return { text: `WITH ${parts.join(', ')} SELECT "${schema}".must_hold(${all}), ${outbox} AS outbox`, values };
}

/** Puts events into the outbox, in order. What is too large to be sent is refused here, while its cause can still be told. */
export const storing = (schema: string, envelopes: readonly Envelope[]): Write => ({
  text: `INSERT INTO "${schema}".outbox (envelope) SELECT value FROM jsonb_array_elements($1::jsonb) RETURNING id`,
  values: [`[${envelopes.map(jsonOf).join(',')}]`],
});

/** An event that was heard before, or a write that did not take effect: then PostgreSQL has undone all of it. */
export const isSuperseded = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === UNIQUE_VIOLATION || code === NOT_HELD;
};

const UNIQUE_VIOLATION = '23505';
/** Raised by must_hold(), see its migration. */
export const NOT_HELD = 'PR001';
