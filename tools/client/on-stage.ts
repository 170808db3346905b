import { stopSignal } from '../start/stop-signal.js';
import { CommandError, EXIT, tell } from './command.error.js';
import { reachMesh } from './reach-mesh.js';
import { type Stage, stageOn } from './stage.js';

/** What a command that has something made works with. */
export interface OnStage {
  /** The key that opens the mesh. */
  readonly key: string;
  readonly stage: Stage;
  /** Aborts when the person wants it to stop. */
  readonly stop: AbortSignal;
}

/**
 * Has something made by a mesh, which is started where none runs. `asked` reads what is wanted before anything is started; where it is nothing,
 * nothing is. Answers the exit code: whatever is thrown is told in words, or as JSON where the arguments ask for that.
 */
export async function onStage<Asked>(
  args: readonly string[],
  asked: () => Promise<Asked | undefined>,
  make: (asked: Asked, on: OnStage) => Promise<number>,
): Promise<number> {
  const stop = stopSignal();
  const stage = stageOn(process.stderr);
  try {
    const wanted = await asked();
    if (wanted === undefined) return EXIT.ok;
    const mesh = await reachMesh(process.cwd(), stage, stop);
    try {
      return await make(wanted, { key: mesh.key, stage, stop });
    } finally {
      stage.close();
      await mesh.leave();
    }
  } catch (error) {
    stage.close();
    if (!stop.aborted) return tell(error, args.includes('--json'));
    console.error('Stopped; the run was cancelled.');
    return EXIT.interrupted;
  }
}

/** What a run is given: it ends with the person's patience, or when they stop it. */
export class Patience {
  readonly signal: AbortSignal;

  constructor(
    private readonly stop: AbortSignal,
    private readonly seconds: number,
  ) {
    this.signal = AbortSignal.any([stop, AbortSignal.timeout(seconds * 1_000)]);
  }

  /** Cancels what ran out of it, and throws what is to be told: `too_slow` where nobody stopped it, everything else as it came. */
  async ended(error: unknown, what: string, cancel: () => Promise<unknown>): Promise<never> {
    if (!this.signal.aborted) throw error;
    await cancel();
    if (this.stop.aborted) throw error;
    const message = `${what} was not finished within ${this.seconds} s; the run was cancelled.`;
    throw new CommandError('too_slow', message, EXIT.tooSlow, 'A longer --timeout gives it more time.');
  }
}

/** Where the person stood when they called: paths count from there. */
export const folder = (): string => process.env['INIT_CWD'] ?? process.cwd();
