/** One sentence as one embedded engine renders it. */
export interface Rendering {
  text: string;
  engine: string;
  /** 0 to 1: which part of the sentence's words the engine knew. */
  coverage: number;
  /** 0 to 1: which part of the sentence's film concepts came through; unset where it was not asked. */
  fidelity?: number;
  confidence: number;
}
