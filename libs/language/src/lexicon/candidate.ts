import type { Form } from './word-list.js';

/** A form found in a text, before it is settled which of several overlapping ones stands. */
export interface Candidate {
  form: Form;
  start: number;
  end: number;
  /** What stands inside it and is not of it: the sun goes _over the sea_ down. Other forms may be found there. */
  holes?: readonly { start: number; end: number }[];
  /** How many letters of the form itself were found: an ending that a stem leaves open does not count. */
  literal: number;
  confidence: number;
}

/** Finds every candidate form of one language in a text. */
export type Finder = (text: string) => Candidate[];
