/**
 * What it costs to look into a recording and to make it ready, by minute of audio, beside plain FFmpeg that does no more than bring the
 * same file to 16 kHz mono; and how much memory it takes to prepare a short and a long recording and to write it down. After a build:
 * node dist/tools/bench/voice-preparation.bench.js. With --ten-minutes PocketSphinx listens to all ten of them, for two minutes, or twenty on a slow machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspectRecording, prepareRecording, runFfmpeg } from '@polyreel/media';
import { SpeechConfig, type SpeechEngine, SpeechRegistry } from '@polyreel/providers';
import { withFolder } from '@polyreel/service-kit';
import { FakeSpeechServer, spoken, type Spoken } from '@polyreel/testing';
import { table } from './markdown.js';
import { quantile, residentMegabytes, spread } from './measures.js';

const ROUNDS = 5;
const LOOKS = 40;
const [SHORT_SECONDS, QUARTER, MINUTE, LONGEST] = [5, 15, 60, 600];
const TEN_MINUTES = '--ten-minutes';
const TEXT = ['A red dragon flies over an old castle at sunset.', 'The people in the valley light their lamps.'];

const recording = (lastingSeconds: number, more: Partial<Spoken> = {}) => spoken({ text: TEXT, lastingSeconds, ...more });

/** Plain FFmpeg: decode, mix, resample, write. */
const plainly = (path: string, folder: string) =>
  runFfmpeg(['-v', 'error', '-i', path, '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', join(folder, 'plain.wav')]);

export async function run(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-bench-'));
  try {
    return [await costs(folder), await looks(), await memory()].join('\n\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In turns, so that a busy machine slows all alike. */
async function costs(folder: string): Promise<string> {
  const files = {
    'm4a 44.1 kHz stereo': await recording(MINUTE, { format: 'm4a', sampleRate: 44_100, channels: 2 }),
    'wav 48 kHz with a hum': await recording(MINUTE, { sampleRate: 48_000, noise: { kind: 'hum50', snrDb: 10 } }),
  };
  const rows: string[][] = [];
  for (const [what, path] of Object.entries(files)) {
    const tasks = {
      inspected: () => inspectRecording(path),
      prepared: () => prepareRecording(path, { folder }),
      plainly: () => plainly(path, folder),
    };
    const times: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, task] of Object.entries(tasks)) {
        const began = performance.now();
        await task();
        (times[name] ??= []).push((performance.now() - began) / 1_000);
      }
    }
    rows.push([what, ...Object.keys(tasks).map((name) => spread(times[name]!, 2))]);
  }
  return table(['a minute of', 'inspected, s', 'prepared, s', 'plain FFmpeg, resampled only, s'], rows);
}

/** What stands between an upload and its answer. */
async function looks(): Promise<string> {
  const rows: string[][] = [];
  for (const format of ['wav', 'mp3', 'm4a', 'webm'] as const) {
    const path = await recording(SHORT_SECONDS, { format, sampleRate: 48_000 });
    const times: number[] = [];
    for (let look = 0; look < LOOKS; look++) {
      const began = performance.now();
      await inspectRecording(path);
      times.push(performance.now() - began);
    }
    rows.push([format, quantile(times, 0.5).toFixed(0), quantile(times, 0.95).toFixed(0)]);
  }
  return table([`${SHORT_SECONDS} s of`, 'inspected, median ms', '95 of 100 within ms'], rows);
}

/** What becomes of a recording, and how it is brought for that. */
const WORK = {
  prepared: { format: 'm4a', sampleRate: 48_000 },
  'speech-server': { sampleRate: 16_000 },
  pocketsphinx: { sampleRate: 16_000 },
} as const;
type Work = keyof typeof WORK;

async function memory(): Promise<string> {
  const rows: string[][] = [];
  const server = await FakeSpeechServer.start();
  const watch = async (what: string, work: Work, lengths: readonly number[]) => {
    const peaks: Peaks[] = [];
    for (const seconds of lengths) {
      peaks.push(await peaksOf(work, await recording(seconds, WORK[work]), server.url));
      const { own, programs } = peaks.at(-1)!;
      const more = (own - peaks[0]!.own).toFixed(0);
      rows.push([what, `${seconds} s`, own.toFixed(0), peaks.length > 1 ? more : '', programs > 0 ? programs.toFixed(0) : 'none']);
    }
  };
  try {
    await watch('inspected and prepared', 'prepared', [MINUTE, LONGEST]);
    await watch('sent to a speech server', 'speech-server', [MINUTE, LONGEST]);
    await watch('written down by PocketSphinx', 'pocketsphinx', argv.includes(TEN_MINUTES) ? [MINUTE, LONGEST] : [QUARTER, MINUTE]);
  } finally {
    await server.stop();
  }
  return table(['a recording is', 'of', 'this process at most, MiB', 'more than for the shorter', 'largest program beside it, MiB'], rows);
}

interface Peaks {
  own: number;
  programs: number;
}

/** The child works; its memory and that of the programs that it starts are watched from here. */
async function peaksOf(work: Work, path: string, server: string): Promise<Peaks> {
  const env = { ...process.env, SPEECH_SERVER_URL: server };
  const child = spawn(execPath, [fileURLToPath(import.meta.url), 'work', work, path], { stdio: 'inherit', env });
  const peaks = { own: 0, programs: 0 };
  const watch = setInterval(() => {
    peaks.own = Math.max(peaks.own, megabytesOf(child.pid!));
    peaks.programs = Math.max(peaks.programs, ...childrenOf(child.pid!).map(megabytesOf));
  }, 50);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`the work ended with ${code}: ${work}`);
  return peaks;
}

/** None where the program has just ended. */
function megabytesOf(pid: number): number {
  try {
    return residentMegabytes(pid) || 0;
  } catch {
    return 0;
  }
}

/** The programs that a process has started from its main thread, as Node does. None where it has just ended. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

const workOn = (work: Work, path: string) =>
  withFolder('voice-work', async (folder) => {
    if (work !== 'prepared') return writeDown(work, path, folder);
    await inspectRecording(path);
    await prepareRecording(path, { folder });
  });

async function writeDown(name: string, path: string, directory: string): Promise<void> {
  const registry = new SpeechRegistry(new SpeechConfig());
  const [engine] = registry.chosen([name], 'the bench') as [SpeechEngine];
  const { durationSeconds } = await inspectRecording(path);
  const call = { directory, signal: new AbortController().signal, progress: () => undefined };
  await engine.transcribe({ path, durationSeconds, languageHint: 'en' }, call);
  await registry.onApplicationShutdown();
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  if (argv[2] === 'work') await workOn(argv[3] as Work, argv[4]!);
  else console.log(await run());
}
