/** Letters of Cyrillic and Greek that pass for Latin ones. */
const LOOK_ALIKES: Record<string, string> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  ѕ: 's',
  н: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  т: 't',
  у: 'y',
  х: 'x',
  ѵ: 'v',
  ԁ: 'd',
  ɡ: 'g',
  ո: 'n',
  ս: 'u',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};
/** Digits and signs that stand for letters. */
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
  '+': 't',
};
/** Letters that no decomposition makes plain but that people leave plain. */
const PLAIN = /[ıłđøßæœ]/g;
const VOWEL_SIGNS = /[\u064b-\u065f\u0670\u0640\u05b0-\u05c7]/g;
const ALEF = /[أإآٱ]/g;

/** How a word is compared: compatible forms made one, lower case, marks of Latin, vowel signs of Arabic and Hebrew, all digits plain. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(VOWEL_SIGNS, '')
    .replace(/(?<=[a-z\u0300-\u036f])[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .replace(ALEF, 'ا')
    .replace(PLAIN, (letter) => LOOK_ALIKES[letter] ?? letter)
    .replace(/\p{Nd}/gu, digit);
}

/** Decimal digits of every script stand in blocks of ten that begin with their zero. */
function digit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return character;
  let zero = point;
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(point - zero);
}

/** The word as it stands, and as it would stand without the disguises that are common: look-alikes, digits for letters, drawn-out letters. */
export function disguises(word: string): string[] {
  const forms = new Set([word]);
  const latin = [...word].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');
  if (/[a-z]/.test(word) || /^[a-z]+$/.test(latin)) forms.add(latin);
  for (const form of [...forms]) {
    if (/[a-z]/.test(form) && /[0-9@$!€+]/.test(form)) {
      const read = [...form].map((letter) => LEET[letter] ?? letter).join('');
      forms
        .add(read)
        .add(read.replace(/!$|i$/, ''))
        .add([...form].map((letter) => (letter === '1' || letter === '!' ? 'l' : (LEET[letter] ?? letter))).join(''));
    }
  }
  for (const form of [...forms]) if (/(\p{L})\1\1/u.test(form)) forms.add(form.replace(/(\p{L})\1{2,}/gu, '$1'));
  // Arabic and Hebrew write article, conjunction and preposition in one with the word.
  if (/^[\u0600-\u06ff]/.test(word)) forms.add(word.replace(/^[وفبلك]?ال(?=.{3})/, '')).add(word.replace(/^(?:لل|[وفبلك])(?=.{3})/, ''));
  if (/^[\u05d0-\u05ea]/.test(word)) forms.add(word.replace(/^[והבלשכמ](?=.{3})/, '')).add(word.replace(/^[ושמ][הב](?=.{3})/, ''));
  return [...forms].filter(Boolean);
}
