import { withFolder } from '@polyreel/service-kit';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';

/** Apertium could not be run, or ended badly. */
export class ApertiumFailed extends Error {
  override name = 'ApertiumFailed';
}

/** Each run is a pipeline of about ten processes: two at once fill two cores. */
const runs = new PQueue({ concurrency: 2 });
const MOST_OUTPUT = 1024 * 1024; // characters; a prompt has 5,000
const TIMEOUT_MS = 10_000;

/** The directions that `apertium -l` lists. Rejects with ApertiumFailed. */
export const listDirections = (): Promise<string> => run(['-l'], AbortSignal.timeout(TIMEOUT_MS));

/** Runs one direction over plain text; unknown words come back marked. Rejects with ApertiumFailed or the signal's reason. */
export const runDirection = (mode: string, text: string, signal: AbortSignal): Promise<string> =>
  runs.add(
    // By a file: the program opens /dev/stdin by name, which a socket such as Node's pipes does not allow.
    () =>
      withFolder('apertium', async (directory) => {
        const input = join(directory, 'text');
        await writeFile(input, text);
        return run(['-f', 'txt', mode, input], AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
      }),
    { signal },
  ) as Promise<string>;

/** Never through a shell of ours. */
function run(args: readonly string[], signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    // A group of its own, so that stopping it stops the whole pipeline and not only the script that started it.
    const child = spawn('apertium', args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    const stop = () => child.pid !== undefined && killGroup(child.pid);
    signal.addEventListener('abort', stop, { once: true });
    const done = (finish: () => void) => {
      signal.removeEventListener('abort', stop);
      finish();
    };
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > MOST_OUTPUT) stop();
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      done(() => reject(new ApertiumFailed(error.code === 'ENOENT' ? 'apertium is not installed' : error.message))),
    );
    child.once('close', (code, killed) =>
      done(() => {
        if (signal.aborted) reject(signal.reason as Error);
        else if (code !== 0) reject(new ApertiumFailed(`apertium ${args[2] ?? args[0]} ended with ${killed ?? code}`));
        else resolve(output);
      }),
    );
  });
}

function killGroup(pid: number) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
