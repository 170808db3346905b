/**
 * How well the embedded engine writes film prompts down beside the bare program that it is made of, and what it makes of sounds in which
 * nobody speaks English. `--prompts 10` takes the first ten of the list only, `--parts words,preparation,verdicts` some of its tables.
 */
import { AnotherLanguage, PocketSphinxEngine, ProviderError, type SpeechEngine } from '@polyreel/providers';
import { withFolder } from '@polyreel/service-kit';
import { ENGLISH_VOICES, spoken, type Spoken } from '@polyreel/testing';
import { allOrNone, prepareRecording, probe } from '@polyreel/media';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { table } from './markdown.js';
import { median } from './measures.js';
import { music, noises, otherLanguages, type Sound } from './speech/sounds.js';
import { wordErrors, wordsOf } from './speech/word-errors.js';

const PROGRAM = 'pocketsphinx_continuous';
const MODEL = '/usr/share/pocketsphinx/model/en-us';

const VOICES: Record<string, Spoken['voice']> = {
  ...Object.fromEntries(ENGLISH_VOICES.map((name) => [`flite ${name}`, name])),
  'espeak-ng en': { language: 'en-us' },
};
const CONDITIONS: Record<string, Pick<Spoken, 'noise'>> = { clean: {}, 'fan, 10 dB below': { noise: { kind: 'fan', snrDb: 10 } } };

/** What preparation is there to mend, and a noise that it leaves alone. */
const SPOILT: Record<string, Partial<Spoken>> = {
  'white noise, 20 dB below': { noise: { kind: 'white', snrDb: 20 } },
  'hum of 60 Hz, 5 dB louder': { noise: { kind: 'hum60', snrDb: -5 } },
  '35 dB too quiet': { gainDb: -35 },
  'fan, 15 dB below': { noise: { kind: 'fan', snrDb: 15 } },
};

const { values } = parseArgs({
  options: { prompts: { type: 'string' }, parts: { type: 'string', default: 'words,preparation,verdicts' } },
});
const list = JSON.parse(readFileSync(new URL('speech/film-prompts.json', import.meta.url), 'utf8')) as { heldOut: string[] };
const prompts = list.heldOut.slice(0, Number(values.prompts ?? Infinity));
const engine: SpeechEngine = new PocketSphinxEngine({ program: PROGRAM, model: MODEL });
const run = promisify(execFile);

interface Hearing {
  errors: number;
  words: number;
  /** Seconds of work for a second of recording. */
  realTime: number;
}

const lasting = async (path: string) => (await probe(path)).durationSeconds;

async function embedded(path: string, languageHint?: string): Promise<string> {
  const durationSeconds = await lasting(path);
  const call = { signal: new AbortController().signal, progress: () => undefined };
  return withFolder(
    'bench',
    async (directory) => (await engine.transcribe({ path, durationSeconds, languageHint }, { ...call, directory })).text,
  );
}

const bare = async (path: string) => (await run(PROGRAM, ['-infile', path, '-logfn', '/dev/null'])).stdout.replaceAll('\n', ' ');

async function heard(prompt: string, path: string, by: (path: string) => Promise<string>): Promise<Hearing> {
  const began = performance.now();
  const text = await by(path);
  const realTime = (performance.now() - began) / 1_000 / (await lasting(path));
  return { errors: wordErrors(wordsOf(prompt), wordsOf(text)), words: wordsOf(prompt).length, realTime };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const rate = (hearings: readonly Hearing[]) => percent(sum(hearings.map(({ errors }) => errors)) / sum(hearings.map(({ words }) => words)));
const pace = (hearings: readonly Hearing[]) => median(hearings.map(({ realTime }) => realTime)).toFixed(2);

async function wordErrorTable(): Promise<string> {
  const rows: string[][] = [];
  for (const [condition, more] of Object.entries(CONDITIONS)) {
    for (const [name, voice] of Object.entries(VOICES)) {
      const heardByBoth = prompts.map((prompt) => async () => {
        const path = await spoken({ text: prompt, voice, silence: { beforeSeconds: 0.3, afterSeconds: 0.3 }, ...more });
        // One after the other, so that a busy machine slows both alike.
        return [await heard(prompt, path, (file) => embedded(file, 'en')), await heard(prompt, path, bare)] as const;
      });
      const hearings = await allOrNone(heardByBoth, { atOnce: availableParallelism() });
      const [ours, theirs] = [hearings.map(([one]) => one), hearings.map(([, other]) => other)];
      console.error(`${name}, ${condition}: ${rate(ours)}, bare ${rate(theirs)}`);
      rows.push([name, condition, rate(ours), rate(theirs), pace(ours), pace(theirs)]);
    }
  }
  return table(['voice', 'recording', 'wrong words', 'wrong words, bare program', 'seconds per second', 'the same, bare'], rows);
}

/** As the services do it: what is heard is the prepared recording. */
const prepared = (path: string) =>
  withFolder('bench', async (folder) => embedded((await prepareRecording(path, { folder })).processedAudio, 'en'));

async function preparationTable(): Promise<string> {
  const rows: string[][] = [];
  for (const [condition, more] of Object.entries(SPOILT)) {
    for (const voice of ['slt', 'rms'] as const) {
      const hearings = await allOrNone(
        prompts.map((prompt) => async () => {
          const path = await spoken({ text: prompt, voice, silence: { beforeSeconds: 0.3, afterSeconds: 0.3 }, ...more });
          return [await heard(prompt, path, (file) => embedded(file, 'en')), await heard(prompt, path, prepared)] as const;
        }),
        { atOnce: availableParallelism() },
      );
      const [raw, ready] = [hearings.map(([one]) => one), hearings.map(([, other]) => other)];
      console.error(`flite ${voice}, ${condition}: ${rate(raw)}, prepared ${rate(ready)}`);
      rows.push([`flite ${voice}`, condition, rate(raw), rate(ready)]);
    }
  }
  return table(['voice', 'recording', 'wrong words as it comes', 'prepared'], rows);
}

/** What it says of a recording of which nobody says what is spoken. */
async function verdictOn(path: string): Promise<'nobody speaks' | 'no English' | 'words'> {
  try {
    return (await embedded(path)) ? 'words' : 'nobody speaks';
  } catch (error) {
    if (error instanceof AnotherLanguage) return 'no English';
    throw error instanceof ProviderError ? new Error(`the bench needs PocketSphinx: ${error.message}`, { cause: error }) : error;
  }
}

async function verdictTable(sounds: readonly Sound[]): Promise<string> {
  const told = new Map<string, string[]>();
  for (const { kind, path } of sounds) told.set(kind, [...(told.get(kind) ?? []), await verdictOn(path)]);
  const rows = [...told].map(([kind, verdicts]) => {
    const count = (verdict: string) => verdicts.filter((one) => one === verdict).length;
    return [kind, verdicts.length, count('nobody speaks'), count('no English'), count('words')];
  });
  return table(['what is heard', 'recordings', 'nobody speaks', 'no English', 'written down'], rows);
}

const english = async (): Promise<Sound[]> =>
  Promise.all(
    Object.values(VOICES).flatMap((voice) =>
      prompts.slice(0, 3).map(async (text) => ({ kind: 'English', path: await spoken({ text, voice }) })),
    ),
  );

console.log(`${prompts.length} of ${list.heldOut.length} held-out prompts in each voice; wrong words are of all spoken ones.\n`);
const tables: Record<string, () => Promise<string>> = {
  words: wordErrorTable,
  preparation: preparationTable,
  verdicts: async () => verdictTable([...(await noises()), ...(await music()), ...(await otherLanguages()), ...(await english())]),
};
for (const part of values.parts.split(',')) {
  const made = tables[part];
  if (!made) throw new Error(`there is no part ${part}: ${Object.keys(tables).join(', ')}`);
  console.log(await made());
  console.log();
}
