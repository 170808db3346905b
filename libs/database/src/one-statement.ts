import { type Envelope, isRowWrite, jsonOf, type RowWrite, type Settlement, type Write } from '@polyreel/messaging';

/** What a consumer has heard: the row of the inbox that keeps it from being heard twice. */
export interface Heard {
  consumer: string;
  eventId: string;
}

/** A settlement with the events that led to it, where some did. */
export interface Ticket {
  settlement: Settlement;
  heard?: readonly Heard[];
}

/**
 * Everything that settlements change as one statement, which PostgreSQL runs as one transaction: the writes, the inbox rows and the
 * outgoing events. It answers `outbox`, the ids of the stored events in their order, and fails as a whole where a write did not take effect.
 */
export function oneStatement(schema: string, tickets: readonly Ticket[]): Write {
  const values: unknown[] = [];
  const parts: string[] = [];
  const held: string[] = [];
  const part = (name: string, text: string, own: readonly unknown[]) => {
    const offset = values.length;
    values.push(...own);
    parts.push(`${name} AS (${text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + offset}`)})`);
  };
  for (const [at, { text, values: own, count }] of together(tickets).entries()) {
    part(`write_${at}`, text, own);
    values.push(count);
    held.push(`(SELECT count(*) FROM write_${at}) = $${values.length}::int`);
  }
  const heard = tickets.flatMap((ticket) => ticket.heard ?? []);
  // No ON CONFLICT: an event that was heard already makes all of it fail.
  if (heard.length > 0)
    part('heard', `INSERT INTO "${schema}".inbox (consumer, event_id) SELECT * FROM unnest($1::text[], $2::text[])`, [
      heard.map(({ consumer }) => consumer),
      heard.map(({ eventId }) => eventId),
    ]);
  const envelopes = tickets.flatMap(({ settlement }) => settlement.envelopes);
  if (envelopes.length > 0) {
    const { text, values: said } = storing(schema, envelopes);
    part('said', text, said);
  }
  const outbox = envelopes.length > 0 ? '(SELECT array_agg(id ORDER BY id) FROM said)' : `'{}'::bigint[]`;
  return { text: `WITH ${parts.join(', ')} SELECT "${schema}".must_hold(${held.join(' AND ') || 'true'}), ${outbox} AS outbox`, values };
}

/** The writes of all tickets: rows of one text are written by one statement, and texts stand in an order of their own, so that few statements come of it. */
function together(tickets: readonly Ticket[]): (Write & { count: number })[] {
  const alone: (Write & { count: number })[] = [];
  const rows = new Map<string, string[]>();
  for (const write of tickets.flatMap(({ settlement }) => settlement.writes)) {
    if (!isRowWrite(write)) alone.push({ ...write, count: 1 });
    else if (!rows.get(write.text)?.push(write.row)) rows.set(write.text, [write.row]);
  }
  const many = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...many.map(([text, list]) => ({ text, values: [`[${list.join(',')}]`], count: list.length })), ...alone];
}

/** A write as the statement that makes it alone. */
export const alone = (write: Write | RowWrite): Write => (isRowWrite(write) ? { text: write.text, values: [`[${write.row}]`] } : write);

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
