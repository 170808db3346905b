import type { DataOf, Emitted } from '@polyreel/contracts';
import { HandlerFaulted } from '@polyreel/contracts';
import type { AnyContract, Received } from '@polyreel/messaging';
import type { z } from 'zod';

/** What a transition decides. Whatever is left out stays as it is. */
export interface Move<State, Step extends string> {
  state?: State;
  /** The next step; it must be one that the table row allows. Entering a step, even the same one, starts its deadline anew. */
  to?: Step;
  emit?: readonly Emitted[];
}

/** The run as a transition sees it. */
export interface RunView<State, Step extends string> {
  readonly id: string;
  readonly step: Step;
  readonly state: State;
  readonly startedAt: Date;
}

/** What a request asks of a run, by name: `cancel`. */
export interface Command {
  command: string;
}

/** One row of the table: in these steps, when this happens, do that and go there. */
export interface Transition<State, Step extends string> {
  when: AnyContract | 'overdue' | Command;
  from: readonly Step[] | 'nothing';
  to: readonly Step[];
  /** The run that an event belongs to; undefined where it belongs to none of this kind. */
  run?: (data: never, message: Received) => string | undefined;
  /** Pure. Answers undefined where the event changes nothing. */
  move: (run: RunView<State, Step>, data: never, message: Received) => Move<State, Step> | undefined;
}

export interface ProcessDefinition<State = unknown, Step extends string = string> {
  name: string;
  /** Checks what comes back out of the database. */
  state: z.ZodType<State>;
  /** Every step with the time it may take, in seconds; `end` marks a terminal one. */
  steps: Readonly<Record<Step, number | 'end'>>;
  emits: readonly AnyContract[];
  transitions: readonly Transition<State, Step>[];
}

type Rule<State, Step extends string, Contract extends AnyContract> = {
  from: readonly Step[];
  to: readonly Step[];
  run: (data: DataOf<Contract>, message: Received) => string | undefined;
  move: (run: RunView<State, Step>, data: DataOf<Contract>, message: Received) => Move<State, Step> | undefined;
};

/** The verbs in which a process table of one state and one set of steps is written. */
export function tableOf<State, Step extends string>() {
  type Row = Transition<State, Step>;
  return {
    /** An event that begins a run. Where the run has begun already, the rows below that hear the same event have their turn. */
    starts: <Contract extends AnyContract>(
      when: Contract,
      rule: {
        to: Step;
        run: Rule<State, Step, Contract>['run'];
        move: (data: DataOf<Contract>, message: Received) => Move<State, Step> & { state: State };
      },
    ): Row => ({
      when,
      from: 'nothing',
      to: [rule.to],
      run: rule.run,
      move: (_run, data, message) => ({ to: rule.to, ...rule.move(data, message) }),
    }),

    /** The step in which a request begins a run: see ProcessEngine.begin(). */
    begins: (step: Step): Row => ({ when: { command: 'begin' }, from: 'nothing', to: [step], move: () => undefined }),

    /** An event that moves a run on. In any other step it comes too late or too early and is ignored. */
    hears: <Contract extends AnyContract>(when: Contract, rule: Rule<State, Step, Contract>): Row => ({ when, ...rule }),

    /** A handler of one of these services gave a message up that belongs to the run. */
    faults: (
      services: readonly string[],
      rule: {
        from: readonly Step[];
        to: readonly Step[];
        run: (correlationId: string) => string;
        move: Rule<State, Step, typeof HandlerFaulted>['move'];
      },
    ): Row => ({
      ...rule,
      when: HandlerFaulted,
      run: ({ service, event }: DataOf<typeof HandlerFaulted>) =>
        services.includes(service) && event.correlationid ? rule.run(event.correlationid) : undefined,
    }),

    /** A request asks for something: see ProcessEngine.command(). */
    commanded: (
      command: string,
      rule: { from: readonly Step[]; to: readonly Step[]; move: (run: RunView<State, Step>) => Move<State, Step> },
    ): Row => ({
      when: { command },
      ...rule,
    }),

    /** The step has lasted longer than it may. */
    overdue: (rule: { from: readonly Step[]; to: readonly Step[]; move: (run: RunView<State, Step>) => Move<State, Step> }): Row => ({
      when: 'overdue',
      ...rule,
    }),
  };
}

/** Checks a table once, at start: every step reachable, every unfinished step with a way out when it is overdue. */
export function defineProcess<State, Step extends string>(definition: ProcessDefinition<State, Step>): ProcessDefinition<State, Step> {
  const { name, steps, transitions } = definition;
  const known = Object.keys(steps) as Step[];
  const problems: string[] = [];
  for (const step of known) {
    const ends = steps[step] === 'end';
    const leaves = transitions.some(({ from }) => from !== 'nothing' && from.includes(step));
    const overdue = transitions.some(({ when, from }) => when === 'overdue' && from !== 'nothing' && from.includes(step));
    if (ends && leaves) problems.push(`${step} is an end but a transition leaves it`);
    if (!ends && !overdue) problems.push(`${step} has no transition for when it is overdue`);
    if (!transitions.some(({ to, from }) => to.includes(step) && (from === 'nothing' || !from.every((source) => source === step)))) {
      problems.push(`${step} is never reached`);
    }
  }
  if (problems.length > 0) throw new Error(`the process ${name} does not hold: ${problems.join('; ')}`);
  return definition;
}
