import { type ConceptMatch, Concepts, FilmLexicon, type FoundConcept } from '@polyreel/language';
import { cutClauses } from './clause.parser.js';
import { chooseReadings, unknownWords } from './english.readings.js';
import { type Tagged, tagEnglish } from './english.tagger.js';
import { type Figure, overlaps, type Parsed, type Sign, type Source, type Span } from './figure.model.js';
import { grammarOf } from './grammar.rules.js';
import { chooseByNeighbours } from './neighbour.readings.js';

/** Below this a CLDR keyword is too vague: stricter where a word list of the language had its say already, less so where parts of speech are known. */
const CLDR_FLOOR = { tagged: 0.55, beside: 0.62, alone: 0.42 };

/** Finds the figures and signs of one sentence in one language; nothing is attached to anything yet. */
export function parseSentence(written: string, language: string): Parsed {
  const grammar = grammarOf(language);
  const text = grammar.idioms ? written.replace(grammar.idioms, (idiom) => ' '.repeat(idiom.length)) : written;
  const lexicon = FilmLexicon.match(text, language);
  const tags = grammar.language === 'en' ? tagEnglish(text) : undefined;
  const chosen = tags ? chooseReadings(lexicon, tags) : chooseByNeighbours(lexicon, grammar);
  const spoken = FilmLexicon.speaks(language);
  const floor = tags ? CLDR_FLOOR.tagged : spoken ? CLDR_FLOOR.beside : CLDR_FLOOR.alone;
  const cldr = Concepts.find(text, language).filter(
    (found) =>
      found.confidence >= floor &&
      (!tags || isNoun(found, tags)) &&
      !lexicon.some((match) => match.category !== 'mood' && overlaps(match, found)),
  );
  const filmed = chosen.some(({ category }) => category === 'camera');
  const figures = [...chosen.flatMap(figureOf), ...cldr.map(figureOfConcept)]
    // A camera in a sentence about camera work films; it is not in the picture.
    .filter(({ concept }) => !(concept === 'camera' && (filmed || /^\W*the camera\b/i.test(text))))
    .sort(byPlace);
  const signs = [...chosen.flatMap(signOf), ...numbersIn(text, chosen)].filter(
    (sign) => !(sign.role === 'relation' && isCameras(sign, chosen)),
  );
  if (!spoken)
    for (const { colour, ...span } of Concepts.colours(text, language)) signs.push({ ...span, role: 'colour', colour, concept: colour });
  if (tags) signs.push(...unknownWords(tags, [...lexicon, ...cldr], figures));
  signs.sort(byPlace);
  const sources = new Set<Source>();
  if (chosen.length > 0) sources.add('lexicon');
  if (cldr.length > 0) sources.add('cldr');
  if (tags) sources.add('compromise');
  return { text, language, figures, signs, sources, clauses: cutClauses(text, chosen, figures, signs, grammar) };
}

/** "The camera rises above the trees": the camera does, and it is not in the picture. */
const isCameras = (sign: Span, matches: ConceptMatch[]) =>
  matches.some(({ category, end }) => category === 'camera' && sign.start >= end && sign.start - end <= 2);

/** An emoji is no word and has no part of speech. */
const isNoun = (found: Span, tags: Tagged[]) => {
  const tag = tags.findLast((tag) => overlaps(tag, found));
  return tag === undefined || tag.part === 'noun' || !/\p{L}/u.test(tag.text);
};

const byPlace = (a: { start: number; end: number }, b: { start: number; end: number }) => a.start - b.start || b.end - a.end;

function figureOf(match: ConceptMatch): Figure[] {
  const { concept, surface: label, start, end, confidence } = match;
  const figure = { concept, label, start, end, confidence, qualities: [] };
  if (match.category === 'thing') return [{ ...figure, ...match.meaning }];
  if (match.category === 'place') return [{ ...figure, ...match.meaning, kind: 'location' }];
  return [];
}

const figureOfConcept = ({ surface, ...found }: FoundConcept): Figure => ({ ...found, label: surface, qualities: [] });

function signOf(match: ConceptMatch): Sign[] {
  const { concept, surface, start, end, confidence } = match;
  const sign = { concept, surface, start, end, confidence };
  switch (match.category) {
    case 'colour':
      return [{ ...sign, role: 'colour', ...match.meaning }];
    case 'size':
      return [{ ...sign, role: 'size', ...match.meaning }];
    case 'count':
      return [{ ...sign, role: 'count', ...match.meaning }];
    case 'quality':
      return [{ ...sign, role: 'quality' }];
    case 'action':
      return [{ ...sign, role: 'action', ...match.meaning }];
    case 'relation':
      return [{ ...sign, role: 'relation', ...match.meaning }];
    case 'time':
    case 'season':
    case 'weather':
    case 'era':
      return [{ ...sign, role: 'moment' }];
    default:
      return [];
  }
}

/** Digits of any script that count something; a picture holds at most 20 of a thing, and a year counts nothing. */
function numbersIn(text: string, matches: ConceptMatch[]): Sign[] {
  return Array.from(text.matchAll(/(?<![\p{L}\p{N}.,])\p{Nd}{1,4}(?![\p{L}\p{N}]|[.,:]\p{Nd})/gu)).flatMap((found) => {
    const [surface] = found;
    const span = { start: found.index, end: found.index + surface.length };
    const value = Number(Array.from(surface, decimal).join(''));
    if (value < 1 || value > 1000 || matches.some((match) => overlaps(match, span))) return [];
    return [{ ...span, surface, concept: surface, confidence: 0.9, role: 'count' as const, count: Math.min(value, 20) }];
  });
}

/** The value of a decimal digit: Unicode sets them in runs of ten, each beginning at a digit zero. */
function decimal(digit: string): number {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}
