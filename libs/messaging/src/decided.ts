import type { Emitted } from '@polyreel/contracts';
import type { RowWrite, Write } from './unit-of-work.js';

/**
 * What a handler that decides without a transaction gives back: the events that follow and the writes they stand on. Each write is
 * guarded by what was read (a version, an absence): where one does not take effect, none does, and the handler is asked again under lock.
 */
export class Decided {
  constructor(
    readonly emit: readonly Emitted[],
    readonly writes: readonly (Write | RowWrite)[],
    /** Acts once all of it is committed. */
    readonly committed?: () => void,
  ) {}
}

/** What it gives back where only a look under lock can tell. */
export const UNDECIDED = Symbol('undecided');
