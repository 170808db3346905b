import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const { ordinalDot, abbreviations } = loadJson(
  import.meta.url,
  './abbreviations.json',
  z.object({ about: z.string(), ordinalDot: z.array(z.string()), abbreviations: z.record(z.string(), z.string()) }),
);
const neverLast = new Map(Object.entries(abbreviations).map(([language, list]) => [language, new Set(list.split(' '))]));
const ordinals = new Set(ordinalDot);

/** Bullets and numbers that begin the line of a list. */
const LIST_MARK = /^\s*(?:[-–—*•‣◦▪●○►➤✓✔]+|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)/u;
/** Where ICU sees no end: an ellipsis before a new sentence, end marks without a space, a forgotten space. */
const UNSEEN_ENDS = [
  /(?<=…["'”’»)\]]*)\s+(?=["'“‘«¿¡([]*\p{Lu})/u,
  /(?<=[।॥።፧။៕؟۔։]["'”’»)\]]*)\s*(?=[\p{L}\p{N}"'“‘«])/u,
  /(?<=\p{Ll}{2}[.!?])(?=\p{Lu}\p{Ll})/u,
];
/** ICU leaves an opening quotation mark with the sentence before it. */
const OPENING = /^([\s\S]+?)([「『（《“«‘([¿¡]+)$/u;
const HAS_CONTENT = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const SPACED_BY_CLAUSE = new Set(['th', 'lo']);
/** Thai and Lao part sentences by a space, but names and numbers, too: only a space between two pieces this long is an end (in characters). */
const LONG_PIECE = 18;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The sentences of a text in the language `language` (BCP 47; `und` is read as English). Line breaks and list items always end a
 * sentence; list marks are left out. Nothing but whitespace and list marks is lost. Empty for a text without content.
 */
export function splitSentences(text: string, language: string): string[] {
  const sentences = text
    .split(/\n+/)
    .map((line) => line.replace(LIST_MARK, '').trim())
    .filter(Boolean)
    .flatMap((line) => sentencesOfLine(line, language));
  return withContent(sentences);
}

function sentencesOfLine(line: string, language: string): string[] {
  const pieces = openingsMoved(cut(line, language));
  const sentences: string[] = [];
  for (const piece of pieces) {
    const last = sentences.at(-1);
    if (last !== undefined && goesOn(last.trimEnd(), piece.trimStart(), language)) sentences[sentences.length - 1] = last + piece;
    else sentences.push(piece);
  }
  const trimmed = sentences.map((sentence) => sentence.trim());
  return SPACED_BY_CLAUSE.has(language) ? trimmed.flatMap(splitAtSpaces) : trimmed;
}

function cut(line: string, language: string): string[] {
  const pieces = [...segmenterOf(language).segment(line)].map(({ segment }) => segment);
  return UNSEEN_ENDS.reduce((parts, end) => parts.flatMap((part) => part.split(end)), pieces).filter((part) => part.trim());
}

function openingsMoved(pieces: string[]): string[] {
  let opening = '';
  return pieces.map((piece, index) => {
    const whole = opening + piece;
    const [, head, tail] = (index < pieces.length - 1 && OPENING.exec(whole)) || [undefined, whole, ''];
    opening = tail ?? '';
    return head ?? whole;
  });
}

/** Whether what ICU cut belongs together. */
function goesOn(before: string, after: string, language: string): boolean {
  if (/^\p{Ll}/u.test(after) && /[.!?…]["'”’»)\]]*$/u.test(before)) return true;
  if (language === 'ja' && /[。！？!?][」』]$/u.test(before) && /^(?:と|って|、)/u.test(after)) return true;
  const word = /(?:^|[\s("'«“])([\p{L}\p{M}.\-"']+)\.$/u.exec(before)?.[1];
  if (word && (neverLast.get(language) ?? neverLast.get('en'))?.has(word.toLowerCase())) return true;
  // The initial of a name: "J. R. R. Tolkien"; "I." alone is a pronoun.
  if (word && /^\p{Lu}$/u.test(word) && word !== 'I' && /^\p{Lu}/u.test(after)) return true;
  return ordinals.has(language) && /(?:^|\s)\d{1,2}\.$/.test(before) && /^\p{L}/u.test(after);
}

function splitAtSpaces(sentence: string): string[] {
  const parts: string[] = [];
  for (const piece of sentence.split(/ +/)) {
    const last = parts.at(-1);
    if (last === undefined || last.length < LONG_PIECE || piece.length < LONG_PIECE || /\d$/.test(last) || /^\d/.test(piece)) {
      parts.push(last === undefined ? piece : `${parts.pop() ?? ''} ${piece}`);
    } else parts.push(piece);
  }
  return parts;
}

/** Stray punctuation joins the sentence before it; at the beginning the one after it. */
function withContent(sentences: string[]): string[] {
  const whole: string[] = [];
  let waiting = '';
  for (const sentence of sentences) {
    if (HAS_CONTENT.test(sentence)) {
      whole.push(waiting ? `${waiting} ${sentence}` : sentence);
      waiting = '';
    } else if (whole.length) whole.push(`${whole.pop() ?? ''} ${sentence}`);
    else waiting = waiting ? `${waiting} ${sentence}` : sentence;
  }
  return whole;
}

function segmenterOf(language: string): Intl.Segmenter {
  const tag = language === 'und' ? 'en' : language;
  const known = segmenters.get(tag);
  if (known) return known;
  const made = new Intl.Segmenter(tag, { granularity: 'sentence' });
  segmenters.set(tag, made);
  return made;
}
