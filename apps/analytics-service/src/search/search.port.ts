import type { Wanted } from './search.terms.js';

/** What can be found of a generation, as it goes into an index. */
export interface SearchDocument {
  generationId: string;
  ownerId: string;
  createdAt: string;
  terms: string[];
  version: number;
}

/** Finds generations by the words of their prompts, in the language they were written in and in the one they were translated to. */
export abstract class GenerationSearch {
  /** The owner's own generations that hold everything wanted, newest first. */
  abstract find(ownerId: string, wanted: readonly Wanted[], most: number): Promise<string[]>;
  /** Takes in what is new; an older version never replaces a newer one. Doing it twice is doing it once. */
  abstract index(documents: readonly SearchDocument[]): Promise<void>;
  abstract forget(generationIds: readonly string[]): Promise<void>;
}
