import { isBiscriptal } from './languages.js';

const MARKS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu;
/** Letters that no decomposition turns into their plain neighbour. */
const PLAIN: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
  ħ: 'h',
  ŋ: 'n',
  ə: 'e',
  ё: 'е',
  ґ: 'г',
};
const PLAIN_LETTERS = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/** Arabic short vowels and the stretching bar, Hebrew points, joiners: written or not, the word is the same. */
const OPTIONAL = /[\u0610-\u061a\u064b-\u065f\u0670\u0640\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u200c\u200d]/g;
const ARABIC: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ۀ: 'ه',
  ؤ: 'و',
};
const ARABIC_LETTERS = new RegExp(`[${Object.keys(ARABIC).join('')}]`, 'g');

const SERBIAN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ђ: 'đ',
  е: 'e',
  ж: 'ž',
  з: 'z',
  и: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'lj',
  м: 'm',
  н: 'n',
  њ: 'nj',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'ć',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'č',
  џ: 'dž',
  ш: 'š',
};

/** A word as it is compared: lower case by the language's own rules, optional marks gone, one alphabet. */
export function spell(word: string, language: string): string {
  const lower = lowerCase(word, language);
  if (/^[a-z]*$/.test(lower)) return lower;
  const bare = lower
    .normalize('NFC')
    .replace(OPTIONAL, '')
    .replace(ARABIC_LETTERS, (letter) => ARABIC[letter]!);
  return isBiscriptal(language) ? bare.replace(/[а-џ]/g, (letter) => SERBIAN[letter] ?? letter) : bare;
}

/** A spelled word without the diacritics of alphabets: how people type in a hurry. Vowel signs of Indic scripts stay. */
export function plain(spelled: string): string {
  if (/^[a-z]*$/.test(spelled)) return spelled;
  return spelled
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(PLAIN_LETTERS, (letter) => PLAIN[letter]!);
}

/** Only these languages lower-case in their own way (I is ı in Turkish); the general way is ten times as fast. */
const lowerCase = (word: string, language: string): string =>
  /^(?:tr|az|lt)\b/.test(language) ? word.toLocaleLowerCase(language.slice(0, 2)) : word.toLowerCase();

/** In Vietnamese đó is not đỏ: only a text typed without any mark at all may be read without them. */
export const marksAreLetters = (language: string): boolean => /^vi\b/.test(language);

/** One written word of a text. `start` and `end` are UTF-16 offsets. */
export interface Word {
  surface: string;
  start: number;
  end: number;
  spelled: string;
  plain: string;
  /** Only spaces, a hyphen or an apostrophe stand between it and the word before. */
  joined: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}\u200d]+(?:\u200c(?=[^\p{Script=Arabic}])[\p{L}\p{M}\p{N}\u200d]+)*/gu;
const BETWEEN = /^[\s\u200c\u00a0'’ʼ`´·&\-‐‑־]*$/u;

/** The words of a text. Hyphens and apostrophes part words, in texts as in word lists, so `l'elefante` holds an elephant. */
export function wordsOf(text: string, language: string): Word[] {
  let last = 0;
  return Array.from(text.matchAll(WORD), (found) => {
    const [surface] = found;
    const spelled = spell(surface, language);
    const joined = found.index > 0 && BETWEEN.test(text.slice(last, found.index));
    last = found.index + surface.length;
    return { surface, start: found.index, end: last, spelled, plain: plain(spelled), joined };
  });
}
