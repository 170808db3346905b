import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ProviderError } from '../provider.error.js';

export interface ProgramRun {
  signal: AbortSignal;
  /** It is killed after so long. */
  timeoutMs: number;
  /** Told each line, of its output and of its log. */
  onLine?: (line: string) => void;
}

/** What a run may say, in characters, before it is stopped: ten minutes of speech make some 200,000. */
const MOST_OUTPUT = 16 << 20;
const WORDS_OF_FAILURE = 300;

/**
 * Runs a listening program, never through a shell, and gives what it wrote to its output. Rejects with the signal's reason, or with a
 * ProviderError: `unavailable` where it is not installed or ended badly, `timeout` where it took too long.
 */
export async function runProgram(program: string, args: readonly string[], run: ProgramRun): Promise<string> {
  const { signal, timeoutMs, onLine } = run;
  signal.throwIfAborted();
  const patience = AbortSignal.timeout(Math.ceil(timeoutMs));
  const either = AbortSignal.any([signal, patience]);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  either.addEventListener('abort', kill, { once: true });
  let output = '';
  let last = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    output += `${line}\n`;
    if (output.length > MOST_OUTPUT) kill();
    onLine?.(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim()) last = line;
    onLine?.(line);
  });
  try {
    const [code, killed] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) =>
        reject(new ProviderError('unavailable', error.code === 'ENOENT' ? `${program} is not installed` : error.message, { cause: error })),
      );
      child.once('close', (...ended) => resolve(ended));
    });
    signal.throwIfAborted();
    if (patience.aborted) throw new ProviderError('timeout', `${program} was not done within ${Math.round(timeoutMs / 1_000)} s`);
    if (code !== 0) throw new ProviderError('unavailable', `${program} ended with ${killed ?? code}: ${last.slice(0, WORDS_OF_FAILURE)}`);
    return output;
  } finally {
    either.removeEventListener('abort', kill);
    kill();
  }
}
