import { isBiscriptal } from '../../lexicon/languages.js';
import { isStandIn } from '../protected-text.js';
import type { Rendering } from '../rendering.js';
import { listDirections, runDirection } from './apertium.program.js';
import { apertiumCode } from './language-codes.js';
import { type Direction, directionsIn, shortestWays } from './language-graph.js';
import { mended } from './mendings.js';
import { serbianLatin } from './serbian-latin.js';

/** A blank line ends a sentence for Apertium, so nothing moves across; the same line parts them again afterwards. */
const BETWEEN = '\n\n';
/** How far a fully understood sentence is believed: directly, and for every pivot in between. Set by the recall that the prompts measure. */
const DIRECT = 0.75;
const PER_PIVOT = 0.8;
/** A word that a dictionary filled in stands in its dictionary form. */
const FILLED_IN = 0.7;
const WORD = /[\p{L}\p{M}]+/gu;

/** Says a foreign word that Apertium does not know in English; undefined where nobody knows it. */
export type WordLookup = (word: string) => string | undefined;

/** Rule-based translation by the Apertium programs and language pairs installed on this machine. */
export class Apertium {
  private installed?: Promise<Direction[]>;

  /** Every shortest way from a BCP 47 tag to another over the installed pairs. Rejects with ApertiumFailed where there is no Apertium. */
  async waysFrom(from: string, to: string): Promise<Direction[][]> {
    this.installed ??= listDirections().then(directionsIn);
    return shortestWays(await this.installed, apertiumCode(from), apertiumCode(to));
  }

  /**
   * Renders sentences one to one along a way. The first pair marks what it does not know: those words are asked of `lookup`, and
   * kept, as names are, where nobody knows them. Rejects with ApertiumFailed or the signal's reason.
   */
  async render(
    sentences: readonly string[],
    way: readonly Direction[],
    from: string,
    lookup: WordLookup,
    signal: AbortSignal,
  ): Promise<Rendering[]> {
    let lines = sentences.map((sentence) => (isBiscriptal(from) ? serbianLatin(sentence) : sentence).replace(/\s+/g, ' '));
    const words = lines.map((line) => (line.match(WORD) ?? []).filter((word) => !isStandIn(word)).length);
    const unknown = lines.map(() => new Set<string>());
    for (const { mode } of way) {
      const marked = await linesThrough(mode, lines, signal);
      lines = marked.map((line, at) => unmarked(line, (word) => unknown[at]!.add(word)));
    }
    const engine = `apertium ${[way[0]!.from, ...way.map(({ to }) => to)].join('-')}`;
    const most = DIRECT * PER_PIVOT ** (way.length - 1);
    return lines.map((line, at) => {
      let missing = 0;
      const text = line.replace(WORD, (word) => {
        if (!unknown[at]!.has(word)) return word;
        const english = lookup(word);
        missing += english === undefined ? 1 : 1 - FILLED_IN;
        return english ?? word;
      });
      const coverage = words[at] ? Math.max(0, 1 - missing / words[at]) : 1;
      return { text: beginning(mended(withoutForeignWords(text))), engine, coverage, confidence: most * coverage };
    });
  }
}

const FOREIGN_WORD = / ?(?:(?!\p{Script=Latin})\p{L})[\p{L}\p{M}]*/gu;
const LEFT_ALONE = / (?:in|at|of|to|with|by|on|from|for|over)(?=\s*(?:[.,;!?]|$))/g;

/** A word in another alphabet that nobody knows tells an English reader nothing, nor does the preposition before it. */
const withoutForeignWords = (text: string) =>
  text.search(FOREIGN_WORD) >= 0 ? text.replace(FOREIGN_WORD, '').replace(LEFT_ALONE, '') : text;

const beginning = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

async function linesThrough(mode: string, lines: readonly string[], signal: AbortSignal): Promise<string[]> {
  const output = await runDirection(mode, lines.join(BETWEEN), signal);
  const parts = output.trimEnd().split(/\n\n+/);
  if (parts.length === lines.length) return parts;
  // A pair that joins or drops a line is asked for every sentence by itself.
  return Promise.all(lines.map(async (line) => (await runDirection(mode, line, signal)).trim().replace(/\s*\n\s*/g, ' ')));
}

/** `*word`: not known at all. `@word`: known, but not in the dictionary of the pair. `#word`: translated, but not inflected. */
const MARKED = /([*@#])([\p{L}\p{M}]+)/gu;

const unmarked = (line: string, unknown: (word: string) => void): string =>
  line.replace(MARKED, (_, mark: string, word: string) => {
    if (mark !== '#' && !isStandIn(word)) unknown(word);
    return word;
  });
