/**
 * From a prompt that is accepted to its finished film of 10 s in 720p, through the whole mesh in one process: what somebody waits for.
 * After a build: node dist/tools/bench/film.bench.js [films]
 */
import { meshPlace, MeshProcess } from '@polyreel/testing';
import { readdirSync } from 'node:fs';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { aboveThisClone } from './clone-ports.js';
import { processorSeconds, spread } from './measures.js';

/** What was waited for, in seconds: the first film of a mesh that has just started, and those after it. */
export interface FilmRow {
  readonly first: number;
  readonly later: number[];
  /** Of the mesh's own process, without the FFmpegs that it starts; for each later film. */
  readonly processor: number[];
  /** How long each part of the last film took, as its timeline says. */
  readonly parts: readonly { phase: string; seconds: number }[];
}

const PORT_OFFSET = aboveThisClone(22_300);
const LOOK_EVERY_MS = 50;
const FILM_SECONDS = 10;
const TARGET_SECONDS = 10;
/** Films of different things, so that no cache answers for the work. */
const PROMPTS = [
  'A red fox crosses a wooden bridge at dawn. Then it rests beside a river under tall pines.',
  'An old sailor rows a small boat through heavy rain. A lighthouse shines on the cliff.',
  'Two children fly a kite on a green hill. The wind carries it over a village.',
  'A black horse gallops along a beach at sunset. Seagulls circle above the waves.',
  'A girl reads a book by the window at night. Snow falls on the quiet town.',
  'A tiger walks through a jungle. The camera pans to a waterfall with birds.',
];
const BUILD = fileURLToPath(new URL('../../', import.meta.url));

/** Makes one film after the other in a mesh of its own. */
export async function run(films = PROMPTS.length): Promise<FilmRow> {
  const place = await meshPlace(PORT_OFFSET);
  const mesh = new MeshProcess({
    script: `${BUILD}tools/start/mesh.process.js`,
    environment: place.environment,
    services: readdirSync(`${BUILD}apps`).length,
  });
  try {
    await mesh.start();
    const made = [];
    for (let at = 0; at < films; at += 1) {
      const before = processorSeconds(mesh.pid);
      const film = await filmOf(PROMPTS[at % PROMPTS.length]!, place.environment.API_KEY, at);
      made.push({ ...film, processor: processorSeconds(mesh.pid) - before });
    }
    const later = made.slice(1);
    const parts = made.at(-1)!.parts;
    return {
      first: made[0]!.seconds,
      later: later.map(({ seconds }) => seconds),
      processor: later.map(({ processor }) => processor),
      parts,
    };
  } finally {
    await mesh.stop();
    await place.remove();
  }
}

async function filmOf(prompt: string, key: string, seed: number): Promise<{ seconds: number; parts: FilmRow['parts'] }> {
  const url = `http://127.0.0.1:${8_000 + PORT_OFFSET}/v1/generations`;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ prompt, durationSeconds: FILM_SECONDS, resolution: '720p', seed });
  const begun = performance.now();
  const accepted = (await (await fetch(url, { method: 'POST', headers, body })).json()) as { data: { generationId: string } };
  for (;;) {
    const view = (await (await fetch(`${url}/${accepted.data.generationId}`, { headers })).json()) as { data: View };
    const { status, timeline } = view.data;
    if (status === 'completed') return { seconds: (performance.now() - begun) / 1_000, parts: partsOf(timeline) };
    if (status !== 'pending' && status !== 'processing') throw new Error(`the film ended as ${status}`);
    await pause(LOOK_EVERY_MS);
  }
}

interface View {
  status: string;
  timeline: { at: string; phase: string }[];
}

/** From the first word of each phase to the first of the next. */
function partsOf(timeline: View['timeline']): FilmRow['parts'] {
  const first = timeline.filter(({ phase }, at) => timeline.findIndex((one) => one.phase === phase) === at);
  return first
    .slice(0, -1)
    .map(({ phase, at }, index) => ({ phase, seconds: (Date.parse(first[index + 1]!.at) - Date.parse(at)) / 1_000 }));
}

/** The table, and whether the stated target holds. */
export function toMarkdown({ first, later, processor, parts }: FilmRow): string {
  const sorted = later.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return [
    `| a film of ${FILM_SECONDS} s, 1280 × 720 | from accepted to finished, s | processor of the mesh without FFmpeg, s |`,
    '|---|---|---|',
    `| the first after the start | ${first.toFixed(1)} | |`,
    `| the next ${later.length} | ${spread(later)} | ${spread(processor)} |`,
    '',
    `The last of them: ${parts.map(({ phase, seconds }) => `${phase.replaceAll('_', ' ')} ${seconds.toFixed(1)} s`).join(', ')}.`,
    '',
    `- ${middle < TARGET_SECONDS ? 'Holds' : '**Does not hold**'}: a film of 10 s takes less than ${TARGET_SECONDS} s (${middle.toFixed(1)} s).`,
  ].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(toMarkdown(await run(...argv.slice(2).map(Number))));
