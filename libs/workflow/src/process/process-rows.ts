import type { RowWrite, Write } from '@polyreel/messaging';
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
): RowWrite => ({
  text: `INSERT INTO "${schema}".processes (name, id, step, state, deadline_at, correlation_id, user_id, tier)
    SELECT name, id, step, state, now() + make_interval(secs => seconds), correlation_id, user_id, tier
    FROM jsonb_to_recordset($1::jsonb) AS row (name text, id uuid, step text, state jsonb, seconds double precision, correlation_id text, user_id text, tier text)
    ON CONFLICT DO NOTHING RETURNING 1 AS begun`,
  row: JSON.stringify({
    name: definition.name,
    id,
    step,
    state,
    seconds: secondsOf(definition, step),
    correlation_id: correlationid,
    user_id: userid,
    tier,
  }),
});

/**
 * Writes a run's step and state, unless its row has moved from the version that it was read at. Entering a step starts its deadline.
 * OFFSET 0 makes the planner look each row up by its key: it knows neither how many rows come nor, on a young table, how many are there.
 */
export const updating = (
  schema: string,
  definition: Named,
  { id, step, state, version }: { id: string; step: string; state: unknown; version: number },
  entered: boolean,
): RowWrite => ({
  text: `UPDATE "${schema}".processes AS run SET step = row.step, state = row.state, version = run.version + 1, updated_at = now(),
      deadline_at = CASE WHEN row.entered THEN now() + make_interval(secs => row.seconds) ELSE run.deadline_at END
    FROM jsonb_to_recordset($1::jsonb) AS row (name text, id uuid, version integer, step text, state jsonb, entered boolean, seconds double precision),
      LATERAL (SELECT ctid FROM "${schema}".processes WHERE name = row.name AND id = row.id AND version = row.version OFFSET 0) AS found
    WHERE run.ctid = found.ctid RETURNING 1 AS moved`,
  row: JSON.stringify({
    name: definition.name,
    id,
    version,
    step,
    state,
    entered,
    seconds: secondsOf(definition, step),
  }),
});

const secondsOf = ({ steps }: Named, step: string): number | null => {
  const seconds = steps[step];
  return typeof seconds === 'number' ? seconds : null;
};
