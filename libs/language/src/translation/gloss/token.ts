/**
 * What a piece of a sentence does in it. `time` also holds seasons, weathers and eras that stand by themselves; `aside` is a camera
 * phrase; `link` is and, or, but.
 */
export type Role =
  'noun' | 'name' | 'adjective' | 'count' | 'verb' | 'adposition' | 'time' | 'aside' | 'sequence' | 'link' | 'word' | 'end';

/** One understood piece of a sentence. */
export interface Token {
  role: Role;
  english: string;
  /** For counts: more than one. */
  many?: boolean;
  /** A living thing: likeliest the subject. */
  alive?: boolean;
  /** A place: where no adposition tells, things happen in or on it. */
  place?: boolean;
  start: number;
  end: number;
}
