export type PartOfSpeech = 'noun' | 'verb' | 'adjective' | 'adverb' | 'other' | 'unknown';

/** One entry of a dictionary: the words under each sense, in its order. */
export interface Entry {
  headword: string;
  partOfSpeech: PartOfSpeech;
  /** 0 to 1: entries of everyday words are long, with examples and synonyms. */
  fullness: number;
  senses: { words: string[]; /** Belongs to a special field: `[astron.]`. */ special: boolean }[];
}

const KIND: [RegExp, PartOfSpeech][] = [
  [/^(?:v|vt|vi|verb|v, caus)\b|\bverb\b/i, 'verb'],
  [/^(?:adj|a)\b|^\(?adjectiv|\badjectival noun/i, 'adjective'],
  [/^adv/i, 'adverb'],
  [/^(?:prep|conj|pron|int|num|art|det|part)/i, 'other'],
  [/^(?:n|pn|masc|fem|neut|pl|N)\b|^\(?noun/i, 'noun'],
];
const NOT_A_SENSE = /^\s*(?:Note|Synonyms?|See also|see|Antonyms?|Abbreviation|Usage)\b\s*:/;
const MOST_SENSES = 6;
const FULL = 400; // characters

/** Reads what FreeDict's printer made of an entry: headword and pronunciation, then senses, numbered where there are several. */
export function parseEntry(text: string): Entry {
  const [head = '', ...body] = text.split('\n');
  const headword = head
    .replace(/^\s*(?:\[[^\]]*\]\s*)*/, '')
    .split(/\s*[/<]/, 1)[0]!
    .trim();
  const kind =
    /<([^<>]+)>/.exec(head)?.[1] ?? body.find((line) => /^(?:\d+\. )?\((?:noun|adjectiv|.*verb)/.test(line))?.replace(/^\d+\. /, '');
  const partOfSpeech = KIND.find(([pattern]) => kind && pattern.test(kind))?.[1] ?? 'unknown';
  const senses = body
    .join('\n')
    .split(/^\s*(?:[IVX]+\.\s+)?(?:<[^<>]*>\s*)?\d+\.\s/m)
    .filter((part, at, all) => at > 0 || all.length === 1)
    .slice(0, MOST_SENSES)
    .map(senseOf);
  const isWord = !/…|^-|-$/.test(headword);
  return {
    headword,
    partOfSpeech,
    fullness: Math.min(1, text.length / FULL),
    senses: isWord ? senses.filter(({ words }) => words.length > 0) : [],
  };
}

function senseOf(text: string): Entry['senses'][number] {
  const lines = text.split('\n').filter((line) => !NOT_A_SENSE.test(line) && !/^\s*"/.test(line));
  const words = lines.map(wordsIn).find((found) => found.length > 0) ?? [];
  return { words, special: /^\s*\[[a-z]/i.test(lines.find((line) => line.trim()) ?? '') };
}

function wordsIn(line: string): string[] {
  let bare = line.replace(/<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]/g, ' ');
  for (let before = ''; before !== bare;) [before, bare] = [bare, bare.replace(/\([^()]*\)/g, ' ')];
  return bare
    .split(/[,;/]/)
    .map((word) =>
      word
        .replace(/[….!?]+|\s\d+\.?\s*$/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((word) => /\p{L}/u.test(word) && !/[()[\]{}"~]/.test(word));
}
