import { type Scene } from './scene.js';

/** One way in which the world goes wrong, and what must hold all the same beside the invariants. */
export interface Fault {
  /** Its place in the table of README.md. */
  readonly number: number;
  /** A sentence: what happens, and what comes of it. */
  readonly title: string;
  /** Quick and telling enough for `npm test`. */
  readonly short?: true;
  /** What this suite only imitates, and how. */
  readonly simulated?: string;
  /** How long recovery may take, in seconds, before the queues must be empty and every run at its end. Default 240. */
  readonly recoverySeconds?: number;
  play(scene: Scene): Promise<void>;
}
