import type { Rendering } from '../rendering.js';
import { listDirections, runDirection } from './apertium.program.js';
import { apertiumCode } from './language-codes.js';
import { type Direction, directionsIn, shortestWays } from './language-graph.js';

/** A blank line ends a sentence for Apertium, so nothing moves across; the same line parts them again afterwards. */
const BETWEEN = '\n\n';
/** How far a fully understood sentence is believed: directly, and for every pivot in between. */
const DIRECT = 0.72;
const PER_PIVOT = 0.78;

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

  /** Renders sentences one to one along a way. Words that no pair knew are asked of `lookup`, else kept. */
  async render(sentences: readonly string[], way: readonly Direction[], lookup: WordLookup, signal: AbortSignal): Promise<Rendering[]> {
    let lines = sentences.map((sentence) => sentence.replace(/\s+/g, ' '));
    const unknown = lines.map(() => new Set<string>());
    for (const { mode } of way) {
      const marked = await linesThrough(mode, lines, signal);
      lines = marked.map((line, at) => unmarked(line, (word) => unknown[at]!.add(word)));
    }
    const engine = `apertium ${[way[0]!.from, ...way.map(({ to }) => to)].join('-')}`;
    const most = DIRECT * PER_PIVOT ** (way.length - 1);
    return lines.map((line, at) => {
      const words = sentences[at]!.match(/[\p{L}\p{M}]+/gu)?.length ?? 0;
      const coverage = words ? Math.max(0, 1 - unknown[at]!.size / words) : 1;
      const text = line.replace(/[\p{L}\p{M}]+/gu, (word) => (unknown[at]!.has(word) ? (lookup(word) ?? word) : word));
      return { text, engine, coverage, confidence: most * coverage };
    });
  }
}

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
    if (mark !== '#') unknown(word);
    return word;
  });
