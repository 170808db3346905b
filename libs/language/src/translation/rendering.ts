/** One sentence as one embedded engine renders it. */
export interface Rendering {
  text: string;
  engine: string;
  /** 0 to 1: which part of the sentence's words the engine knew. */
  coverage: number;
  confidence: number;
}
