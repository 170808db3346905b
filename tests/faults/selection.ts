import { type Fault } from './fault.js';

export interface Selection {
  readonly seed: number;
  readonly full: boolean;
  /** Whether the timeline is for a person to read: of a whole `npm test` it would be noise. */
  readonly told: boolean;
  readonly chosen: readonly Fault[];
}

const LARGEST_SEED = 1_000_000;

/**
 * What is played: FAULT_SEED makes a run repeat, FAULT_ONLY names faults by number, FAULT_SUITE=full plays all of them at full length.
 * Without any of them, the short ones with a fresh seed. Throws on a number that no fault has.
 */
export function selection(environment: Readonly<Record<string, string | undefined>>, faults: readonly Fault[]): Selection {
  const seed = Number(environment['FAULT_SEED'] || Math.floor(Math.random() * LARGEST_SEED));
  const full = environment['FAULT_SUITE'] === 'full';
  const only = (environment['FAULT_ONLY'] ?? '').split(',').filter(Boolean).map(Number);
  const unknown = only.filter((number) => !faults.some((fault) => fault.number === number));
  if (unknown.length > 0 || !Number.isInteger(seed)) throw new Error(`there is no fault ${unknown.join(', ')}, or the seed is no number`);
  const chosen = only.length > 0 ? faults.filter(({ number }) => only.includes(number)) : faults.filter(({ short }) => full || short);
  return { seed, full, told: full || only.length > 0, chosen };
}
