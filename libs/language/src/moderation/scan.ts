import { disguises, fold } from './fold.js';
import { type Term, type TermGroup, terms, UNSPACED } from './terms.js';

/** Where terms of each group stand in a sentence, by word number. In text without spaces every place is 0. */
export type Findings = Map<TermGroup, number[]>;

const ADULT_AGE = 18;
const SINGLE_LETTERS = /(?<![\p{L}\p{N}])(?:\p{L}[\s.\-_*|]{1,2}){3,}\p{L}(?![\p{L}\p{N}])/gu;
const spaced = terms.filter(({ unspaced }) => !unspaced);
const unspaced = terms.filter((term) => term.unspaced);
const byBeginning = index(spaced);

/** Finds the terms of one sentence. `languages`: the tags of the text, for terms that are harmless elsewhere. */
export function scan(sentence: string, languages: ReadonlySet<string>): Findings {
  const findings: Findings = new Map();
  const note = (group: TermGroup, at: number) => findings.set(group, [...(findings.get(group) ?? []), at]);
  scanWords(wordsOf(sentence), languages, note);
  if (UNSPACED.test(sentence)) scanCharacters(fold(sentence).replace(/[\s\p{P}]+/gu, ''), note);
  return findings;
}

/** Each word in all the forms it may be meant as; first the letters that were spaced out are joined. */
function wordsOf(sentence: string): string[][] {
  const joined = sentence.normalize('NFKC').replace(SINGLE_LETTERS, (letters) => letters.replace(/[^\p{L}]/gu, ''));
  const exact = joined.toLowerCase().normalize('NFC');
  return exact
    .split(/[^\p{L}\p{M}\p{N}@$!€+]+/u)
    .map((word) => word.replace(/^[!+€]+|(?<=^\P{N}*)[!+]+$/gu, ''))
    .filter(Boolean)
    .map((word) => [...new Set([word, ...disguises(fold(word))])]);
}

function scanWords(words: string[][], languages: ReadonlySet<string>, note: (group: TermGroup, at: number) => void): void {
  const harmless = new Set<number>();
  const found: { term: Term; at: number }[] = [];
  words.forEach((forms, at) => {
    const candidates = new Set(forms.flatMap((form) => byBeginning.get(form.slice(0, 2)) ?? []));
    for (const term of candidates) {
      if (term.ownOnly && !languages.has(term.language)) continue;
      if (
        !term.words.every((word, offset) =>
          (words[at + offset] ?? []).some((form) => (word.open ? form.startsWith(word.text) : form === word.text)),
        )
      )
        continue;
      if (term.group === 'harmless') term.words.forEach((_, offset) => harmless.add(at + offset));
      else found.push({ term, at });
    }
  });
  for (const { term, at } of found) {
    if (term.words.some((_, offset) => harmless.has(at + offset))) continue;
    if (term.group !== 'age_unit') note(term.group, at);
    else if (isMinorsAge(words[at - 1]?.[0])) note('minor', at);
  }
}

function scanCharacters(text: string, note: (group: TermGroup, at: number) => void): void {
  const whole = (term: Term) => term.words.map((word) => word.text).join('');
  const rest = unspaced.filter(({ group }) => group === 'harmless').reduce((left, term) => left.replaceAll(whole(term), ' '), text);
  for (const term of unspaced) {
    if (term.group === 'harmless') continue;
    const at = rest.indexOf(whole(term));
    if (at < 0) continue;
    if (term.group !== 'age_unit') note(term.group, 0);
    else if ([...rest.matchAll(/(\d{1,3})(\P{N})/gu)].some(([, age, unit]) => unit === whole(term) && isMinorsAge(age))) note('minor', 0);
  }
}

function isMinorsAge(age: string | undefined): boolean {
  return age !== undefined && /^\d{1,2}$/.test(age) && Number(age) > 0 && Number(age) < ADULT_AGE;
}

/** Terms by the two letters they begin with. */
function index(list: readonly Term[]): Map<string, Term[]> {
  const map = new Map<string, Term[]>();
  for (const term of list) {
    const key = (term.words[0]?.text ?? '').slice(0, 2);
    map.set(key, [...(map.get(key) ?? []), term]);
  }
  return map;
}
