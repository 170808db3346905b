import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../program.js';
import { decodedItem, decodedSpeech, type DecodedSpeech } from './decoded-speech.js';

/** Decoding takes about as long as the recording where the machine has nothing else to do. */
const SECONDS_PER_SECOND = 20;
const LEAST_SECONDS = 60;

/**
 * A search for one word alone, and without a language model: what is wanted of it are the means, and those are the same whatever is
 * searched for.
 */
const FOR_MEANS = ['-keyphrase', 'the'];

/** What the program logs when it has heard an utterance: the mean of each cepstral coefficient, as it knows them now. */
const MEANS = /Update to\s+<([^>]*)>/;

export interface SphinxRun {
  path: string;
  durationSeconds: number;
  /** For what the run needs to write. */
  directory: string;
  signal: AbortSignal;
  /** 0 to 1. */
  progress(done: number): void;
}

export interface SphinxModel {
  program: string;
  /** Its folder: acoustics in `en-us`, `en-us.lm.bin` and `cmudict-en-us.dict`. */
  model: string;
}

/**
 * Hears a recording twice: first for the means of its cepstra alone, then in earnest with these means to begin with. The program learns
 * them only while it listens, so that a short recording is over before it has: on film prompts the second hearing has about a fifth fewer wrong
 * words (docs/benchmarks.md). Rejects with a ProviderError or the signal's reason.
 */
export async function hearTwice(sphinx: SphinxModel, run: SphinxRun): Promise<DecodedSpeech> {
  const means = await cepstralMeans(sphinx, run);
  const features = means ? ['-featparams', await featuresWith(means, sphinx.model, run.directory)] : [];
  const search = ['-lm', join(sphinx.model, 'en-us.lm.bin'), '-time', 'yes'];
  const output = await hear(sphinx, run, [...features, ...search, '-logfn', '/dev/null'], (line) => {
    const item = decodedItem(line);
    if (item) run.progress(Math.min(1, item.endSeconds / run.durationSeconds));
  });
  return decodedSpeech(output);
}

async function cepstralMeans(sphinx: SphinxModel, run: SphinxRun): Promise<string | undefined> {
  const log = join(run.directory, 'sphinx.log');
  await hear(sphinx, run, [...FOR_MEANS, '-logfn', log]);
  const lines = (await readFile(log, 'utf8')).split('\n');
  const [, means] = MEANS.exec(lines.findLast((line) => MEANS.test(line)) ?? '') ?? [];
  return means?.trim().split(/\s+/).join(',');
}

/** The model's own settings of its features, which win over what the command line says, with these means. */
async function featuresWith(means: string, model: string, directory: string): Promise<string> {
  const own = await readFile(join(model, 'en-us/feat.params'), 'utf8');
  const path = join(directory, 'feat.params');
  await writeFile(path, `${own.replace(/^-cmninit .*$/m, '').trimEnd()}\n-cmninit ${means}\n`);
  return path;
}

function hear(
  { program, model }: SphinxModel,
  run: SphinxRun,
  search: readonly string[],
  onLine?: (line: string) => void,
): Promise<string> {
  const known = ['-hmm', join(model, 'en-us'), '-dict', join(model, 'cmudict-en-us.dict')];
  return runProgram(program, ['-infile', run.path, ...known, ...search], {
    signal: run.signal,
    timeoutMs: Math.max(LEAST_SECONDS, run.durationSeconds * SECONDS_PER_SECOND) * 1_000,
    onLine,
  });
}
