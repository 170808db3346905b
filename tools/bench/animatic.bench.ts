/**
 * What a second of animatic costs: painting a shot and encoding it as the film will be, assembling a film of such a take and of raw
 * footage, measuring it, beside FFmpeg encoding the same frames in the same way; and how much memory a short and a long shot take.
 * After a build: node dist/tools/bench/animatic.bench.js
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath, resourceUsage } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Look, renderShot, type Take } from '@polyreel/animatic';
import { Shot } from '@polyreel/contracts';
import { assembleFilm, frameEncoding, measureFilm, runFfmpeg, type Take as FilmTake } from '@polyreel/media';

/** One thing that was measured, as the median over the rounds. */
export interface AnimaticRow {
  what: string;
  value: number;
  unit: 'seconds per second of film' | 'MiB';
}

const ROUNDS = 3;
const SECONDS = 4;
const [SHORT, LONG] = [5, 30];
const look: Look = { width: 1280, height: 720, framesPerSecond: 25, seed: 7, quality: 'standard' };

const dragonOverCastle = (durationSeconds: number): Shot =>
  Shot.parse({
    index: 0,
    text: 'A red dragon flies over a castle at sunset.',
    originalText: 'A red dragon flies over a castle at sunset.',
    sentences: [0],
    startSeconds: 0,
    durationSeconds,
    setting: { scenery: 'hills', stated: true, timeOfDay: 'sunset' },
    mood: { label: 'epic', valence: 0.2, energy: 0.7 },
    camera: { size: 'wide', angle: 'eye_level', movement: 'dolly_in', stated: true },
    transition: 'cut',
    entities: [
      {
        id: 'e1',
        kind: 'character',
        concept: 'dragon',
        label: 'dragon',
        emoji: '🐉',
        attributes: { colour: 'red', action: 'fly' },
        placement: { relation: 'above', target: 'e2' },
        sentence: 0,
        confidence: 1,
      },
      { id: 'e2', kind: 'object', concept: 'castle', label: 'castle', emoji: '🏰', sentence: 0, confidence: 1 },
    ],
  });

/** Runs the tasks in turns, so that a busy machine slows all alike, then measures memory in processes of their own. */
export async function run(): Promise<AnimaticRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'animatic-bench-'));
  try {
    const [take, footage, raw] = ['take.mp4', 'footage.mp4', 'frames.yuv'].map((name) => join(folder, name)) as [string, string, string];
    // The painters are hired and the illustrations read once for all shots of a service, so not on the clock.
    await renderShot(dragonOverCastle(SECONDS), look, footage);
    await unpack(footage, raw);
    let finish: Take['finish'];
    let film = '';
    const tasks: Record<string, () => Promise<unknown>> = {
      'render a shot (paint and encode)': async () => {
        ({ finish } = await renderShot(dragonOverCastle(SECONDS), look, take, { finish: true }));
      },
      'FFmpeg alone, the same frames encoded the same way': () => encodeAlone(raw, join(folder, 'alone.mp4')),
      'assemble a film of it (film, preview, poster, contact sheet)': async () => {
        ({ film } = await assemble({ kind: 'film', path: take, finish }, folder));
      },
      'assemble a film of raw footage, as outside providers give it': () => assemble({ kind: 'film', path: footage }, folder),
      'measure the film': () => measureFilm(film, { ...look, durationSeconds: SECONDS, sound: false }),
    };
    const times = new Map(Object.keys(tasks).map((what) => [what, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [what, task] of Object.entries(tasks)) {
        const start = performance.now();
        await task();
        times.get(what)?.push((performance.now() - start) / 1000 / SECONDS);
      }
    }
    const rows = [...times].map(([what, values]): AnimaticRow => ({ what, value: median(values), unit: 'seconds per second of film' }));
    for (const seconds of [SHORT, LONG]) {
      rows.push({ what: `peak memory of a process that renders ${seconds} s`, value: await peakOf(seconds), unit: 'MiB' });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The frames of a film as they are, so that FFmpeg alone has nothing to do but encode them. */
const unpack = (film: string, path: string) => runFfmpeg(['-i', film, '-f', 'rawvideo', '-pix_fmt', 'yuv420p', path]);

const encodeAlone = (raw: string, path: string) =>
  runFfmpeg([
    ...['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${look.width}x${look.height}`],
    ...['-framerate', String(look.framesPerSecond), '-i', raw],
    ...frameEncoding(look, { mood: 'epic', quality: look.quality, transition: 'cut', frames: SECONDS * look.framesPerSecond }),
    path,
  ]);

const assemble = async (source: FilmTake['source'], parent: string) =>
  assembleFilm([{ source, durationSeconds: SECONDS, transition: 'cut', mood: 'epic' }], {
    width: look.width,
    height: look.height,
    framesPerSecond: look.framesPerSecond,
    folder: await mkdtemp(join(parent, 'film-')),
    quality: 'standard',
  });

async function peakOf(seconds: number): Promise<number> {
  const { stdout } = await promisify(execFile)(execPath, [fileURLToPath(import.meta.url), 'peak', String(seconds)]);
  return Number(stdout);
}

async function printPeak(seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'animatic-peak-'));
  try {
    await renderShot(dragonOverCastle(seconds), look, join(folder, 'take.mp4'), { finish: true });
    console.log(resourceUsage().maxRSS / 1024);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The rows as a Markdown table. */
export function toMarkdown(rows: readonly AnimaticRow[]): string {
  const lines = rows.map(({ what, value, unit }) => `| ${what} | ${value.toFixed(unit === 'MiB' ? 0 : 2)} | ${unit} |`);
  return ['| 1280 × 720, 25 frames per second | median | unit |', '|---|---|---|', ...lines].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  if (argv[2] === 'peak') await printPeak(Number(argv[3]));
  else console.log(toMarkdown(await run()));
}
