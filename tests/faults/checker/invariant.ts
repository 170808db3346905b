import { type Aftermath } from '../history/aftermath.js';
import { type Op, type Seen } from '../history/history.js';

/** All that a judge may look at. */
export interface Evidence {
  /** What was seen while it happened. */
  of<Kind extends Op['kind']>(kind: Kind): readonly Seen<Kind>[];
  /** What stands now that all is still. */
  readonly after: Aftermath;
  /** Whether it became still at all within the time that recovery may take. */
  readonly still: boolean;
}

export interface Judgement {
  /** Each a sentence that names what is wrong. None: the invariant held. */
  readonly broken: readonly string[];
  /** How many things were looked at; an invariant that looked at nothing has not held, it was not tried. */
  readonly looked: number;
}

/** A promise of the mesh, judged from evidence that does not come from its own code. */
export interface Invariant {
  readonly name: `I${number}`;
  readonly promises: string;
  /** Pure. Answers why where there is nothing yet in the mesh that could be judged. */
  judge(evidence: Evidence): Judgement | { readonly notYet: string };
}

export const TERMINAL = ['completed', 'failed', 'cancelled'] as const;
export const isTerminal = (status: string): boolean => (TERMINAL as readonly string[]).includes(status);

/** The events that end a run, by what they say. */
export const TERMINAL_EVENTS: Readonly<Record<string, string>> = {
  'generation.generation_completed.v1': 'completed',
  'generation.generation_failed.v1': 'failed',
  'generation.generation_cancelled.v1': 'cancelled',
};

/** Values by key, in order of appearance. */
export function grouped<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}

/** Each event once, however often it was heard. */
export const distinct = (events: readonly Seen<'heard'>[]): Seen<'heard'>[] => [
  ...new Map(events.map((event) => [event.eventId, event])).values(),
];
