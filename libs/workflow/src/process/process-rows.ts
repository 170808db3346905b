import type { Write } from '@polyreel/messaging';
import type { ProcessDefinition } from './define-process.js';

/** Whom a run belongs to: it stands in for the causing message when a deadline speaks. */
export interface RunOrigin {
  correlationid: string;
  userid?: string;
  tier?: string;
}

/** A row of the table `processes`. */
export interface ProcessRow {
  id: string;
  step: string;
  state: unknown;
  version: number;
  correlation_id: string;
  user_id: string | null;
  tier: string | null;
  started_at: Date;
}

type Named = Pick<ProcessDefinition, 'name'> & { steps: Readonly<Record<string, number | 'end'>> };

/** Reads a run's row, and locks it where that can last. */
export const reading = (schema: string, { name }: Named, id: string, lock: boolean): Write => ({
  text: `SELECT id, step, state, version, correlation_id, user_id, tier, started_at FROM "${schema}".processes WHERE name = $1 AND id = $2${lock ? ' FOR UPDATE' : ''}`,
  values: [name, id],
});

/** Writes the row of a run that begins, unless it has begun. */
export const beginning = (
  schema: string,
  definition: Named,
  id: string,
  step: string,
  state: unknown,
  { correlationid, userid, tier }: RunOrigin,
): Write => ({
  text: `INSERT INTO "${schema}".processes (name, id, step, state, deadline_at, correlation_id, user_id, tier)
    VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5), $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1 AS begun`,
  values: [definition.name, id, step, JSON.stringify(state), secondsOf(definition, step), correlationid, userid, tier],
});

/** Writes a run's next step and state, unless it has moved since it was read. Entering a step starts its deadline. */
export const updating = (
  schema: string,
  definition: Named,
  { id, step, version }: { id: string; step: string; version: number },
  to: string | undefined,
  state: unknown,
): Write => ({
  text: `UPDATE "${schema}".processes SET step = $3, state = $4, version = version + 1, updated_at = now(),
      deadline_at = CASE WHEN $5::boolean THEN now() + make_interval(secs => $6) ELSE deadline_at END
    WHERE name = $1 AND id = $2 AND version = $7 RETURNING 1 AS moved`,
  values: [definition.name, id, to ?? step, JSON.stringify(state), to !== undefined, secondsOf(definition, to ?? step), version],
});

const secondsOf = ({ steps }: Named, step: string): number | null => {
  const seconds = steps[step];
  return typeof seconds === 'number' ? seconds : null;
};
