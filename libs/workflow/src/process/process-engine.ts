import type { Emitted } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { derivedId, type Envelope, EventPublisher, type Received } from '@polyreel/messaging';
import { type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { Move, ProcessDefinition, RunView, Transition } from './define-process.js';

/** A process as its class gives it: the table, and what else must change in the same transaction. */
export interface OrchestratedProcess {
  definition: ProcessDefinition;
  /** Brings the service's own tables in line with a run that has just moved. */
  project?(run: RunView<unknown, string>): Promise<void> | void;
}

/** Whom a run belongs to: it stands in for the causing message when a deadline speaks. */
export interface RunOrigin {
  correlationid: string;
  userid?: string;
  tier?: string;
}

interface Row {
  id: string;
  step: string;
  state: unknown;
  version: number;
  correlation_id: string;
  user_id: string | null;
  tier: string | null;
  started_at: Date;
}

/** Moves runs through their tables: one row per run, locked while it moves, its time kept by the database's clock. */
@Injectable()
export class ProcessEngine {
  private readonly log: Logger;

  constructor(
    private readonly database: Database,
    private readonly publisher: EventPublisher,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /** Applies an event to the run it belongs to. Must run inside a unit of work: what it answers commits with the row. */
  async apply({ definition, project }: OrchestratedProcess, data: unknown, message: Received): Promise<readonly Emitted[]> {
    const rows = definition.transitions.filter(({ when }) => typeof when === 'function' && when.type === message.type);
    for (const row of rows) {
      const id = row.run?.(data as never, message);
      if (!id) continue;
      if (row.from === 'nothing') {
        const begun = await this.start(definition, id, row, data, message, project);
        if (begun) return begun;
        continue;
      }
      const run = await this.lock(definition, id);
      if (!run || !row.from.includes(run.step)) continue;
      return this.move(definition, run, row, row.move(run, data as never, message), project);
    }
    this.log.debug(
      { process: definition.name, type: message.type, correlationid: message.correlationid },
      'an event came where no run waits for it',
    );
    return [];
  }

  /** Begins a run that starts with a request instead of an event. Must run inside a unit of work. */
  async begin<State, Step extends string>(
    definition: ProcessDefinition<State, Step>,
    id: string,
    step: Step,
    state: State,
    origin: RunOrigin,
  ): Promise<boolean> {
    const inserted = await this.database.query(
      `INSERT INTO ${this.table} (name, id, step, state, deadline_at, correlation_id, user_id, tier)
       VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5), $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1 AS begun`,
      [definition.name, id, step, JSON.stringify(state), secondsOf(definition, step), origin.correlationid, origin.userid, origin.tier],
    );
    return inserted.length === 1;
  }

  /**
   * Asks something of a run, by the name that its table gives the request. Must run inside a unit of work.
   * Answers undefined where no such run exists, `moved: false` where its step does not allow it.
   */
  async command(
    { definition, project }: OrchestratedProcess,
    id: string,
    command: string,
  ): Promise<{ step: string; moved: boolean; emit: readonly Emitted[] } | undefined> {
    const run = await this.lock(definition, id);
    if (!run) return undefined;
    const row = definition.transitions.find(
      ({ when, from }) => typeof when === 'object' && when.command === command && from !== 'nothing' && from.includes(run.step),
    );
    if (!row) return { step: run.step, moved: false, emit: [] };
    return {
      step: run.step,
      moved: true,
      emit: await this.move(definition, run, row, row.move(run, undefined as never, undefined as never), project),
    };
  }

  /** Moves every run whose step has lasted too long; answers how many. */
  async moveOverdue(process: OrchestratedProcess): Promise<number> {
    const { definition } = process;
    let moved = 0;
    while (await this.moveOneOverdue(process)) moved++;
    if (moved > 0) this.log.warn({ process: definition.name, moved }, 'runs were overdue and have been moved on');
    return moved;
  }

  private async moveOneOverdue({ definition, project }: OrchestratedProcess): Promise<boolean> {
    let found = false;
    await this.database.transaction(async () => {
      const [row] = await this.database.query<Row>(
        `SELECT * FROM ${this.table} WHERE name = $1 AND deadline_at <= now() ORDER BY deadline_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [definition.name],
      );
      if (!row) return;
      found = true;
      const run = viewOf(definition, row);
      const transition = definition.transitions.find(
        ({ when, from }) => when === 'overdue' && from !== 'nothing' && from.includes(run.step),
      );
      const cause = {
        ...clockMessage(definition, row),
        correlationid: row.correlation_id,
        userid: row.user_id ?? undefined,
        tier: row.tier ?? undefined,
      };
      await this.publisher.commit(
        () => this.move(definition, run, transition!, transition!.move(run, undefined as never, undefined as never), project),
        cause,
      );
    });
    return found;
  }

  private async start(
    definition: ProcessDefinition,
    id: string,
    row: Transition<unknown, string>,
    data: unknown,
    message: Received,
    project?: OrchestratedProcess['project'],
  ) {
    const nobody = { id, step: '', state: undefined, startedAt: new Date() };
    const move = row.move(nobody, data as never, message)!;
    if (!(await this.begin(definition, id, move.to!, move.state, message))) return undefined;
    await project?.({ ...nobody, step: move.to!, state: move.state });
    return move.emit ?? [];
  }

  private async move(
    definition: ProcessDefinition,
    run: RunView<unknown, string>,
    row: Transition<unknown, string>,
    move: Move<unknown, string> | undefined,
    project?: OrchestratedProcess['project'],
  ) {
    if (!move) return [];
    const { to = run.step, state = run.state, emit = [] } = move;
    if (to !== run.step && !row.to.includes(to)) throw new Error(`${definition.name}: ${run.step} may not go to ${to} here`);
    const deadline = move.to ? `, deadline_at = now() + make_interval(secs => ${secondsOf(definition, to) ?? 'NULL'})` : '';
    await this.database.query(
      `UPDATE ${this.table} SET step = $3, state = $4, version = version + 1, updated_at = now()${deadline} WHERE name = $1 AND id = $2`,
      [definition.name, run.id, to, JSON.stringify(state)],
    );
    await project?.({ ...run, step: to, state });
    return emit;
  }

  private async lock(definition: ProcessDefinition, id: string): Promise<RunView<unknown, string> | undefined> {
    const [row] = await this.database.query<Row>(`SELECT * FROM ${this.table} WHERE name = $1 AND id = $2 FOR UPDATE`, [
      definition.name,
      id,
    ]);
    return row && viewOf(definition, row);
  }

  private get table(): string {
    return `"${this.database.schema}".processes`;
  }
}

const viewOf = (definition: ProcessDefinition, row: Row): RunView<unknown, string> => ({
  id: row.id,
  step: row.step,
  state: definition.state.parse(row.state),
  startedAt: row.started_at,
});

const secondsOf = ({ steps }: { steps: Readonly<Record<string, number | 'end'>> }, step: string): number | null => {
  const seconds = steps[step];
  return typeof seconds === 'number' ? seconds : null;
};

/** The clock as the cause of an event: the same deadline of the same run gives the same ids, however often it is told. */
const clockMessage = (definition: ProcessDefinition, row: Row): Omit<Envelope, 'data' | 'correlationid'> => ({
  specversion: '1.0',
  id: derivedId('deadline', definition.name, row.id, row.step, row.version),
  source: definition.name,
  type: 'overdue',
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
});
