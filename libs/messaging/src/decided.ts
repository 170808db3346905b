import type { Emitted } from '@polyreel/contracts';
import type { Envelope } from './envelope.js';
import type { RowWrite, Write } from './unit-of-work.js';

/** Whom a run belongs to, as its own row says. */
export type Owner = Pick<Envelope, 'userid' | 'tier'>;

/**
 * What a handler that decides without a transaction gives back: the events that follow and the writes they stand on. Each write is
 * guarded by what was read (a version, an absence): where one does not take effect, none does, and the handler is asked again under lock.
 */
export class Decided {
  constructor(
    readonly emit: readonly Emitted[],
    readonly writes: readonly (Write | RowWrite)[],
    /** In whose name the events go out. Unset: in that of the message that led to them, whatever it claims. */
    readonly owner?: Owner,
  ) {}
}

/** What it gives back where only a look under lock can tell. */
export const UNDECIDED = Symbol('undecided');

/** What a handler comes to that decides. */
export type Decision = Promise<Decided | typeof UNDECIDED>;
