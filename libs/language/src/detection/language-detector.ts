import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { CompactDetector } from './compact-detector.js';
import { candidatesOf, FEATURES, type Candidate } from './evidence.js';
import { hanLanguages } from './han.js';
import { mixedUp } from './near-pairs.js';
import { shapeOf, type TextShape } from './text-shape.js';

/** What language a text is in, as far as it can be told. */
export interface DetectedLanguage {
  /** BCP 47, with the script where it matters; `und` where the text has no letters or too little to tell by. */
  language: string;
  /** 0 to 1: of texts told with 0.8, about eight in ten are right. 0 for text without letters. */
  confidence: number;
  /** False: act on it with care, it may well be another language, or several. */
  reliable: boolean;
  /** The next likeliest, at most three; for `und` the likeliest of all. */
  alternatives: { language: string; confidence: number }[];
  /** How it was told: `script`, `han`, `cld3+profiles`, or `none` where there was nothing to go by. */
  engine: string;
}
interface Ranking {
  ranked: { language: string; confidence: number }[];
  engine: string;
}

const { weights } = loadJson(
  import.meta.url,
  './fusion.json',
  z.object({ about: z.string(), weights: z.record(z.enum(FEATURES), z.number()) }),
);
const scriptLanguages = loadJson(import.meta.url, './script-languages.json', z.record(z.string(), z.string()));

/** Below this no language is named: guessing would send a text to the wrong dictionary. */
const LEAST_CONFIDENCE = 0.35;
const RELIABLE = 0.75;
/** An alternative that is less likely than this is noise. */
const WORTH_NAMING = 0.01;
/** "hi" greets in English and stands in every Catalan sentence: fewer letters than this take confidence away. */
const FEWEST_LETTERS = 5;
/** Kana this frequent make a text Japanese: a Japanese sentence has at least a particle for every few characters. */
const KANA_SHARE = 0.06;
const NOTHING: DetectedLanguage = { language: 'und', confidence: 0, reliable: false, alternatives: [], engine: 'none' };

/** Tells the language of a text of any length without network or key. Costs about half a millisecond. */
export class LanguageDetector {
  private constructor(private readonly compact: CompactDetector) {}

  /** Loads the WebAssembly detector, once for the whole process. */
  static async load(): Promise<LanguageDetector> {
    return new LanguageDetector(await CompactDetector.load());
  }

  /** Never throws: text without letters is `und` with confidence 0. */
  detect(text: string): DetectedLanguage {
    const shape = shapeOf(text);
    if (!shape.letterCount) return NOTHING;
    const { ranked, engine } = this.rank(shape);
    const [best] = ranked;
    if (!best || best.confidence + kinOf(best.language, ranked) < LEAST_CONFIDENCE) {
      return {
        language: 'und',
        confidence: round(best?.confidence ?? 0),
        reliable: false,
        alternatives: named(ranked.slice(0, 3)),
        engine,
      };
    }
    const confidence = round(best.confidence);
    return { language: best.language, confidence, reliable: confidence >= RELIABLE, alternatives: named(ranked.slice(1, 4)), engine };
  }

  /** Every script speaks for its languages by its share of the text, so a text in two languages is never reliable. */
  private rank(shape: TextShape): Ranking {
    const east = shape.scripts.filter(({ script }) => ['Han', 'Hiragana', 'Katakana', 'Hangul'].includes(script));
    const eastShare = east.reduce((sum, { share }) => sum + share, 0);
    const others = shape.scripts.filter((part) => !east.includes(part));
    const main = others[0];
    if (eastShare > (main?.share ?? 0)) return scaled(this.rankEast(east), eastShare);
    if (!main) return { ranked: [], engine: 'none' };
    return scaled(this.rankScript(main.script, shape, main.text), main.share);
  }

  private rankEast(parts: TextShape['scripts']): Ranking {
    const share = (script: string) => parts.find((part) => part.script === script)?.share ?? 0;
    const kana = share('Hiragana') + share('Katakana');
    const whole = kana + share('Han') + share('Hangul');
    if (share('Hangul') > kana && share('Hangul') / whole > 0.2) return certain('ko');
    if (kana / whole > KANA_SHARE) return certain('ja');
    return { ranked: hanLanguages(parts.find(({ script }) => script === 'Han')?.text ?? ''), engine: 'han' };
  }

  private rankScript(script: string, shape: TextShape, text: string): Ranking {
    const only = scriptLanguages[script];
    if (only) return certain(only);
    const guess = this.compact.guess(text);
    const ranking = { ranked: likelihoods(candidatesOf(script, shape, guess)), engine: 'cld3+profiles' };
    return scaled(ranking, Math.min(shape.letterCount / FEWEST_LETTERS, 1));
  }
}

/** A script of one living language decides; a small doubt stays for the minority languages that share it. */
function certain(language: string): Ranking {
  return { ranked: [{ language, confidence: 0.99 }], engine: 'script' };
}

/** Softmax over the weighted evidence: the model that `fusion.json` was fitted for. */
function likelihoods(candidates: readonly Candidate[]): Ranking['ranked'] {
  const scores = candidates.map(({ features }) => FEATURES.reduce((sum, name) => sum + features[name] * weights[name], 0));
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  return candidates
    .map(({ language }, index) => ({ language, confidence: (powers[index] ?? 0) / whole }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** What speaks for the closest relatives: a text that is surely Serbian, Croatian or Bosnian is better told as one of them than as nothing. */
function kinOf(language: string, ranked: Ranking['ranked']): number {
  return ranked
    .filter((other) => mixedUp(language, other.language) && other.language !== language)
    .reduce((sum, { confidence }) => sum + confidence, 0);
}

function scaled({ ranked, engine }: Ranking, share: number): Ranking {
  return { ranked: ranked.map(({ language, confidence }) => ({ language, confidence: confidence * share })), engine };
}

function named(ranked: Ranking['ranked']): DetectedLanguage['alternatives'] {
  return ranked
    .filter(({ confidence }) => confidence >= WORTH_NAMING)
    .map(({ language, confidence }) => ({ language, confidence: round(confidence) }));
}

/** Three decimals: more would promise what no corpus of this size can measure. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
