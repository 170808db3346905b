/**
 * Accuracy, honesty and speed of language detection beside the libraries it could have been made of, in one run.
 * After a build: node dist/tools/bench/language-detection.bench.js
 */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { LanguageDetector, normalizeLanguage } from '@polyreel/language';
import { loadModule } from 'cld3-asm';

/** One detector on one corpus. */
export interface DetectionRow {
  corpus: string;
  detector: string;
  /** Share of texts whose tag is exactly right, script included (a detector that knows no scripts is judged by language alone). */
  accuracy: number;
  /** The same for texts of at most 25 characters. */
  shortAccuracy: number;
  /** Median over the rounds. */
  textsPerSecond: number;
  /** Right language and what was said instead, with how often: `bs>hr 2`. */
  confusions: string[];
}
interface Detector {
  name: string;
  /** Whether it tells zh-Hans from zh-Hant and sr-Latn from sr-Cyrl. */
  tellsScripts: boolean;
  detect(text: string): string;
}

const CORPORA = ['tuning', 'held-out'];
const ROUNDS = 5;
const SHORT = 25;
const corpusFolder = new URL('../../libs/language/src/detection/corpus/', import.meta.url);

/** Runs every detector over both corpora, the detectors taking turns in every round so that a busy machine slows all alike. */
export async function run(): Promise<DetectionRow[]> {
  const detectors = await load();
  return CORPORA.flatMap((corpus) => {
    const texts = Object.entries(
      JSON.parse(readFileSync(new URL(`${corpus}.json`, corpusFolder), 'utf8')) as Record<string, string[]>,
    ).flatMap(([language, sentences]) => sentences.map((text) => ({ language, text })));
    const speeds = new Map<string, number[]>(detectors.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, detect } of detectors) {
        const start = performance.now();
        for (const { text } of texts) detect(text);
        speeds.get(name)?.push((texts.length * 1000) / (performance.now() - start));
      }
    }
    return detectors.map((detector) => rowOf(corpus, detector, texts, median(speeds.get(detector.name) ?? [])));
  });
}

function rowOf(
  corpus: string,
  { name, tellsScripts, detect }: Detector,
  texts: { language: string; text: string }[],
  textsPerSecond: number,
): DetectionRow {
  const told = texts.map(({ language, text }) => {
    const said = detect(text);
    return {
      language,
      said,
      short: [...text].length <= SHORT,
      right: tellsScripts ? said === language : said.split('-')[0] === language.split('-')[0],
    };
  });
  const short = told.filter((one) => one.short);
  const wrong = new Map<string, number>();
  for (const { language, said, right } of told) if (!right) wrong.set(`${language}>${said}`, (wrong.get(`${language}>${said}`) ?? 0) + 1);
  return {
    corpus,
    detector: name,
    accuracy: told.filter(({ right }) => right).length / told.length,
    shortAccuracy: short.filter(({ right }) => right).length / Math.max(short.length, 1),
    textsPerSecond,
    confusions: [...wrong].sort((a, b) => b[1] - a[1]).map(([pair, times]) => `${pair} ${times}`),
  };
}

async function load(): Promise<Detector[]> {
  const ours = await LanguageDetector.load();
  const compact = (await loadModule()).create(0, 1_000);
  const { eld } = await import('eld/small');
  const { franc } = await import('franc');
  const { detect: tinyld } = await import('tinyld');
  const tag = (code: string) => (code ? normalizeLanguage(code) : 'und');
  return [
    { name: 'polyreel', tellsScripts: true, detect: (text) => ours.detect(text).language },
    { name: 'cld3', tellsScripts: false, detect: (text) => tag(compact.findLanguage(text).language) },
    { name: 'eld (small)', tellsScripts: false, detect: (text) => tag(eld.detect(text).language) },
    { name: 'franc', tellsScripts: false, detect: (text) => tag(franc(text, { minLength: 1 })) },
    { name: 'tinyld', tellsScripts: false, detect: (text) => tag(tinyld(text)) },
  ];
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The rows as a Markdown table. */
export function toMarkdown(rows: readonly DetectionRow[]): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const lines = rows.map(
    (row) =>
      `| ${row.corpus} | ${row.detector} | ${percent(row.accuracy)} | ${percent(row.shortAccuracy)} | ${Math.round(row.textsPerSecond)} | ${row.confusions.length} |`,
  );
  return [
    '| corpus | detector | right | right, up to 25 characters | texts per second | kinds of confusion |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const rows = await run();
  console.log(toMarkdown(rows));
  for (const { corpus, confusions } of rows.filter(({ detector }) => detector === 'polyreel')) {
    console.log(`\n${corpus}: ${confusions.join(', ') || 'no confusion'}`);
  }
}
