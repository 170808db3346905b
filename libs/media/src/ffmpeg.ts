import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FfmpegError, FfmpegMissing } from './ffmpeg.error.js';

/** How far a run has come. `seconds` of output written so far. */
export interface FfmpegProgress {
  frame: number;
  seconds: number;
  speed: number;
}

export interface FfmpegRun {
  /** Kills the process at once; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Lets filter graphs name files of one folder by plain names, which need no escaping. */
  cwd?: string;
  onProgress?: (progress: FfmpegProgress) => void;
  /** Fed to `pipe:0`. */
  stdin?: Readable;
  /** Receives `pipe:1` piece by piece. Unset: what is written there is thrown away. */
  onOutput?: (chunk: Buffer) => void;
  /** Receives the log line by line, for filters that report there. */
  onLog?: (line: string) => void;
}

const STDERR_LIMIT = 16 * 1024;
/** The file descriptor that progress comes back on, so that pipe:1 stays free for media. */
const PROGRESS_FD = 3;

/** Runs ffmpeg with these arguments (never through a shell). Rejects with FfmpegError, FfmpegMissing or the signal's reason. */
export async function runFfmpeg(args: readonly string[], run: FfmpegRun = {}): Promise<void> {
  const common = ['-nostdin', '-hide_banner', '-nostats', '-progress', `pipe:${PROGRESS_FD}`, '-y'];
  await runProgram('ffmpeg', [...common, ...args], run);
}

/** Runs ffmpeg or ffprobe. Most callers want runFfmpeg or probe. */
export async function runProgram(program: 'ffmpeg' | 'ffprobe', args: readonly string[], run: FfmpegRun = {}): Promise<void> {
  run.signal?.throwIfAborted();
  const child = spawn(program, args, {
    cwd: run.cwd,
    stdio: [run.stdin ? 'pipe' : 'ignore', run.onOutput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  run.signal?.addEventListener('abort', kill, { once: true });
  let stderr = '';
  try {
    listen(child, run, (line) => {
      stderr = `${stderr}${line}\n`.slice(-STDERR_LIMIT);
    });
    const [exitCode, exitSignal] = await ended(child, program);
    run.signal?.throwIfAborted();
    if (exitCode !== 0) throw new FfmpegError(program, exitCode, exitSignal, stderr);
  } finally {
    run.signal?.removeEventListener('abort', kill);
    kill();
  }
}

function listen(child: ChildProcess, run: FfmpegRun, keep: (line: string) => void) {
  if (run.onOutput) child.stdout!.on('data', run.onOutput);
  createInterface({ input: child.stderr! }).on('line', (line) => {
    keep(line);
    run.onLog?.(line);
  });
  const progress = child.stdio[PROGRESS_FD] as Readable;
  progress.on('error', () => undefined);
  if (run.onProgress) reportProgress(progress, run.onProgress);
  else progress.resume();
  // When ffmpeg stops reading early it says why by its exit code; the broken pipe itself tells nothing.
  if (run.stdin) pipeline(run.stdin, child.stdin!).catch((error: NodeJS.ErrnoException) => error.code !== 'EPIPE' && child.kill('SIGKILL'));
}

const ended = (child: ChildProcess, program: string) =>
  new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? new FfmpegMissing(program) : error));
    child.once('close', (code, signal) => resolve([code, signal]));
  });

/** Reads the `key=value` blocks of `-progress`; each ends with a `progress` line. */
function reportProgress(stream: Readable, onProgress: (progress: FfmpegProgress) => void) {
  const seen: Record<string, string> = {};
  createInterface({ input: stream }).on('line', (line) => {
    const [key = '', value = ''] = line.split('=', 2);
    seen[key] = value.trim();
    if (key !== 'progress') return;
    const microseconds = Number(seen['out_time_us']);
    onProgress({
      frame: Number(seen['frame']) || 0,
      seconds: Number.isFinite(microseconds) ? Math.max(0, microseconds / 1e6) : 0,
      speed: Number.parseFloat(seen['speed'] ?? '') || 0,
    });
  });
}
