/** A sentence and its counterpart in the other language; either may be several sentences joined. */
export interface AlignedPair {
  original: string;
  translated: string;
}

/** What joining one more sentence costs, beside the difference in length: one to one unless lengths speak clearly against it. */
const JOINING = 0.35;

/**
 * Pairs the sentences of a text with those of its translation, in order. Equal counts pair one to one. Otherwise a translator has joined
 * or cut sentences: of all ways to pair one sentence with a run on the other side, the one is taken whose lengths agree best, as in Gale
 * and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), with |log ratio| for their probability. An empty side gives
 * empty counterparts.
 */
export function alignSentences(originals: readonly string[], translations: readonly string[]): AlignedPair[] {
  const [n, m] = [originals.length, translations.length];
  if (n === m) return originals.map((original, index) => ({ original, translated: translations[index] ?? '' }));
  if (n === 0 || m === 0) {
    return n
      ? originals.map((original) => ({ original, translated: '' }))
      : translations.map((translated) => ({ original: '', translated }));
  }
  const [before, after] = [lengthsUpTo(originals), lengthsUpTo(translations)];
  const scale = (after[m] ?? 1) / (before[n] ?? 1);
  const cost = (i: number, j: number, a: number, b: number) => {
    const ratio = ((after[j + b] ?? 0) - (after[j] ?? 0)) / (scale * ((before[i + a] ?? 0) - (before[i] ?? 0)));
    return Math.abs(Math.log(ratio)) + JOINING * (a + b - 2);
  };
  const best = Array.from({ length: n + 1 }, () =>
    new Array<{ cost: number; a: number; b: number }>(m + 1).fill({ cost: Infinity, a: 0, b: 0 }),
  );
  const cell = (i: number, j: number) => best[i]?.[j]?.cost ?? Infinity;
  (best[n] as { cost: number; a: number; b: number }[])[m] = { cost: 0, a: 0, b: 0 };
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let j = m - 1; j >= 0; j -= 1) {
      const steps = [...runs(n - i, (a) => [a, 1]), ...runs(m - j, (b) => [1, b])];
      for (const [a, b] of steps) {
        const total = cost(i, j, a, b) + cell(i + a, j + b);
        if (total < cell(i, j)) (best[i] as { cost: number; a: number; b: number }[])[j] = { cost: total, a, b };
      }
    }
  }
  const pairs: AlignedPair[] = [];
  for (let i = 0, j = 0; i < n && j < m;) {
    const { a, b } = best[i]?.[j] ?? { a: n - i, b: m - j };
    pairs.push({ original: originals.slice(i, i + a).join(' '), translated: translations.slice(j, j + b).join(' ') });
    i += a;
    j += b;
  }
  return pairs;
}

function runs(most: number, step: (length: number) => [number, number]): [number, number][] {
  return Array.from({ length: most }, (_, index) => step(index + 1));
}

/** Characters before each sentence and after the last; a sentence counts at least one. */
function lengthsUpTo(sentences: readonly string[]): number[] {
  const sums = [0];
  for (const sentence of sentences) sums.push((sums.at(-1) ?? 0) + Math.max([...sentence].length, 1));
  return sums;
}
