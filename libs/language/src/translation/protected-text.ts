/** What must come out of a translation as it went in: addresses, {placeholders}, tags, mentions, figures with their units, short quotations. */
const ALWAYS = [
  /\bhttps?:\/\/[^\s<>"'“”«»]+[^\s<>"'“”«».,;:!?)\]]/u,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/u,
  /\{\{?[^{}\n]{1,60}\}?\}/u,
  /<[^<>\n]{1,80}>/u,
  /(?<![\p{L}\p{N}])[#@][\p{L}\p{N}_]+/u,
];
const QUOTED = [/"[^"\n]{1,80}"/u, /“[^”\n]{1,80}”/u, /„[^“”\n]{1,80}[“”]/u, /«[^»\n]{1,80}»/u, /「[^」\n]{1,80}」/u, /『[^』\n]{1,80}』/u];
/** Signs that Apertium marks words with, and that its stream gives a meaning. */
const STREAM_SIGNS = /[*@#^$~\\]+/u;

const either = (patterns: RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'), 'gu');
const withoutQuotes = either([...ALWAYS, STREAM_SIGNS]);
const withQuotes = either([...ALWAYS, ...QUOTED, STREAM_SIGNS]);

/** A word that no language has. Only letters, so that nothing cuts it or takes it for a number. */
const standIn = (at: number) => `Zqx${String.fromCharCode(97 + Math.floor(at / 26))}${String.fromCharCode(97 + (at % 26))}q`;
const STAND_IN = / ?\bZqx([a-z])([a-z])q\b ?/giu;
const MOST = 26 * 26;

/** Whether a word stands for something protected. */
export const isStandIn = (word: string): boolean => /^zqx[a-z]{2}q$/i.test(word);

/** A text whose protected pieces are replaced by stand-ins, parted from the words that they touch, and the way back. */
export function protect(text: string): { masked: string; restore: (translated: string) => string } {
  const kept: { piece: string; before: string; after: string }[] = [];
  const masked = text.replace(mostlyQuoted(text) ? withoutQuotes : withQuotes, (piece: string, at: number) => {
    if (kept.length === MOST) return piece;
    const [before, after] = [touches(text[at - 1]), touches(text[at + piece.length])];
    kept.push({ piece, before, after });
    return before + standIn(kept.length - 1) + after;
  });
  const restore = (translated: string) =>
    translated.replace(STAND_IN, (found: string, high: string, low: string) => {
      const { piece = '', before = '', after = '' } = kept[letter(high) * 26 + letter(low)] ?? {};
      return (found.startsWith(' ') && !before ? ' ' : '') + piece + (found.endsWith(' ') && !after ? ' ' : '');
    });
  return { masked, restore };
}

/** A space between a piece and a letter or another piece that it touches. */
const touches = (neighbour: string | undefined) => (neighbour && /[^\s.,;:!?…]/u.test(neighbour) ? ' ' : '');

/** Whether a translation holds the stand-ins of its original, each as often. */
export const isIntact = (masked: string, translated: string): boolean => standIns(masked) === standIns(translated);

const standIns = (text: string) =>
  (text.match(STAND_IN) ?? [])
    .map((word) => word.trim().toLowerCase())
    .sort()
    .join();
const letter = (one: string) => one.toLowerCase().charCodeAt(0) - 97;

/** Speech is translated; a sign or a title that is named in a sentence is not. */
function mostlyQuoted(text: string): boolean {
  const quoted = text.match(either(QUOTED))?.reduce((sum, piece) => sum + piece.length, 0) ?? 0;
  return quoted * 2 > text.length;
}
