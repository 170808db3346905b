import type { Emitted } from '@polyreel/contracts';
import { alone, Database } from '@polyreel/database';
import { Decided, derivedId, type Envelope, EventPublisher, type Received, type RowWrite, UNDECIDED } from '@polyreel/messaging';
import { type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Erasure } from '../erasure/erasure.js';
import type { Move, ProcessDefinition, Transition } from './define-process.js';
import { beginning, type ProcessRow, reading, type RunOrigin, updating } from './process-rows.js';
import { RecentRuns, type Run } from './recent-runs.js';

/** Moves runs through their tables: one row per run, its time kept by the database's clock. */
@Injectable()
export class ProcessEngine {
  private readonly log: Logger;
  private readonly recent = new RecentRuns();

  constructor(
    private readonly database: Database,
    private readonly publisher: EventPublisher,
    private readonly erasure: Erasure,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /**
   * Decides what an event does to the run it belongs to. Outside a transaction the row is remembered or only read, and the write is guarded
   * by its version; an event that seems to change nothing is UNDECIDED there, as a move that is under way may change that. Inside one the
   * row is locked.
   */
  async apply(definition: ProcessDefinition, data: unknown, message: Received): Promise<Decided | typeof UNDECIDED> {
    const seen = new Map<string, Run | undefined>();
    for (const row of definition.transitions) {
      const id = typeof row.when === 'function' && row.when.type === message.type ? row.run?.(data as never, message) : undefined;
      if (!id) continue;
      if (!seen.has(id)) seen.set(id, await this.read(definition, id));
      const run = seen.get(id);
      if (run?.unwritten && run.unwritten.correlationid !== message.correlationid) return UNDECIDED;
      if (row.from === 'nothing') {
        if (run) continue;
        // The row would not be written. Asked only here: outside a transaction its write comes to nothing, and brings the event here.
        if (this.database.inTransaction && (await this.erasure.concerns(message))) return new Decided([], []);
        return this.started(definition, id, row, data, message);
      }
      if (!run || !row.from.includes(run.step)) continue;
      const move = row.move(run, data as never, message);
      if (move) return this.moved(definition, run, row, move, message);
      break;
    }
    if (!this.database.inTransaction) return UNDECIDED;
    this.log.debug(
      { process: definition.name, type: message.type, correlationid: message.correlationid },
      'an event came where no run waits for it',
    );
    return new Decided([], []);
  }

  /** The row of a run that starts with a request instead of an event, to be written with the request's own. */
  begin<State, Step extends string>(
    definition: ProcessDefinition<State, Step>,
    id: string,
    step: Step,
    state: State,
    origin: RunOrigin,
  ): RowWrite {
    const { userid, tier } = origin;
    const run = { id, step, state, startedAt: new Date(), version: 1, owner: { userid, tier } };
    return {
      ...beginning(this.database.schema, definition, id, step, state, origin),
      told: (held) => held && this.recent.remember(definition.name, run),
    };
  }

  /**
   * Asks something of a run, by the name that its table gives the request. Must run inside a unit of work.
   * Answers undefined where no such run exists, `moved: false` where its step does not allow it.
   */
  async command<State, Step extends string>(
    process: ProcessDefinition<State, Step>,
    id: string,
    command: string,
  ): Promise<{ step: string; moved: boolean; emit: readonly Emitted[] } | undefined> {
    const definition = process as unknown as ProcessDefinition;
    const run = await this.read(definition, id);
    if (!run) return undefined;
    const row = definition.transitions.find(
      ({ when, from }) => typeof when === 'object' && when.command === command && from !== 'nothing' && from.includes(run.step),
    );
    const emit = row ? await this.carryOut(definition, run, row) : [];
    return { step: run.step, moved: row !== undefined, emit };
  }

  /** Moves every run whose step has lasted too long; answers how many. */
  async moveOverdue(definition: ProcessDefinition): Promise<number> {
    let count = 0;
    while (await this.moveOneOverdue(definition)) count++;
    if (count > 0) this.log.warn({ process: definition.name, moved: count }, 'runs were overdue and have been moved on');
    return count;
  }

  private async moveOneOverdue(definition: ProcessDefinition): Promise<boolean> {
    let found = false;
    await this.database.transaction(async () => {
      const [row] = await this.database.query<ProcessRow>(
        `SELECT * FROM "${this.database.schema}".processes WHERE name = $1 AND deadline_at <= now() ORDER BY deadline_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
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
      await this.publisher.commit(() => this.carryOut(definition, run, transition!), cause);
    });
    return found;
  }

  private started(definition: ProcessDefinition, id: string, row: Transition<unknown, string>, data: unknown, message: Received) {
    const nobody = { id, step: '', state: undefined, startedAt: new Date() };
    const move = row.move(nobody, data as never, message)!;
    return new Decided(move.emit ?? [], [this.begin(definition, id, move.to!, move.state, message)]);
  }

  /** Moves a locked run that no event moves. */
  private async carryOut(definition: ProcessDefinition, run: Run, row: Transition<unknown, string>): Promise<readonly Emitted[]> {
    const move = row.move(run, undefined as never, undefined as never);
    if (!move) return [];
    const { emit, writes } = this.moved(definition, run, row, move);
    for (const write of writes) {
      const { text, values } = alone(write);
      await this.database.query(text, [...values]);
      this.database.afterCommit(() => write.told?.(true));
    }
    return emit;
  }

  /** Without a message: a request or the clock moves a run that is locked. */
  private moved(
    definition: ProcessDefinition,
    run: Run,
    row: Transition<unknown, string>,
    { to, state = run.state, emit = [] }: Move<unknown, string>,
    message?: Received,
  ): Decided {
    if (to && to !== run.step && !row.to.includes(to)) throw new Error(`${definition.name}: ${run.step} may not go to ${to} here`);
    const next: Run = { ...run, step: to ?? run.step, state, unwritten: undefined };
    const entered = to !== undefined || run.unwritten?.entered === true;
    const write: RowWrite = {
      ...updating(this.database.schema, definition, next, entered),
      instead: run.unwritten?.write,
      told: (held) => {
        if (!held || definition.steps[next.step] === 'end') this.recent.forget(definition.name, run.id);
        else this.recent.remember(definition.name, { ...next, version: run.version + 1 });
      },
    };
    // The next event of the same turn is decided on this; whoever is told that it came to nothing forgets it.
    if (message && !this.database.inTransaction)
      this.recent.remember(definition.name, { ...next, unwritten: { write, entered, correlationid: message.correlationid } });
    return new Decided(emit, [write], run.owner);
  }

  private async read(definition: ProcessDefinition, id: string): Promise<Run | undefined> {
    const { inTransaction, schema } = this.database;
    if (inTransaction) this.recent.forget(definition.name, id);
    const recent = this.recent.get(definition.name, id);
    if (recent) return recent;
    const { text, values } = reading(schema, definition, id, inTransaction);
    const [row] = inTransaction
      ? await this.database.query<ProcessRow>(text, [...values])
      : await this.database.statement<ProcessRow>(text, values);
    return row && viewOf(definition, row);
  }
}

const viewOf = (definition: ProcessDefinition, row: ProcessRow): Run => ({
  id: row.id,
  step: row.step,
  state: definition.state.parse(row.state),
  startedAt: row.started_at,
  version: row.version,
  owner: { userid: row.user_id ?? undefined, tier: row.tier ?? undefined },
});

/** The clock as the cause of an event: the same deadline of the same run gives the same ids, however often it is told. */
const clockMessage = (definition: ProcessDefinition, row: ProcessRow): Omit<Envelope, 'data' | 'correlationid'> => ({
  specversion: '1.0',
  id: derivedId('deadline', definition.name, row.id, row.step, row.version),
  source: definition.name,
  type: 'overdue',
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
});
