import { Concepts } from '../../concepts/concepts.js';
import type { ConceptMatch } from '../../lexicon/film-lexicon.js';
import { likelyLanguages } from '../../lexicon/languages.js';
import type { Looked } from '../freedict/freedict.js';
import { filmCategories } from '../freedict/sense.js';
import { describes } from './english.js';
import type { Role, Token } from './token.js';

/** English words that stand before a noun and say how it stands to the rest. */
export const ADPOSITIONS = new Set(
  'with on under over in into through beside above behind to from of at between along around towards without during as like for inside after before'
    .split(' ')
    .concat('in front of'),
);

const BY_CATEGORY: Record<ConceptMatch['category'], Role> = {
  thing: 'noun',
  place: 'noun',
  action: 'verb',
  colour: 'adjective',
  size: 'adjective',
  count: 'count',
  quality: 'adjective',
  time: 'time',
  season: 'time',
  weather: 'time',
  era: 'time',
  mood: 'noun',
  camera: 'aside',
  sequence: 'sequence',
  relation: 'adposition',
};

/** What a film word does in its sentence. */
export function fromLexicon(match: ConceptMatch): Token {
  const { category, concept, start, end } = match;
  const role =
    (category === 'mood' || category === 'weather' || category === 'era' || concept === 'starry') && describes(concept)
      ? 'adjective'
      : BY_CATEGORY[category];
  const many = match.category === 'count' && match.meaning.count > 1;
  const alive = match.category === 'thing' && match.meaning.kind === 'character';
  return {
    role,
    english: concept,
    start,
    end,
    ...(many && { many }),
    ...(alive && { alive }),
    ...(category === 'place' && { place: true }),
  };
}

/** What a dictionary word does in its sentence: by the film vocabulary where it knows the English word, else by its part of speech. */
export function fromDictionary({ english, partOfSpeech }: Looked): Pick<Token, 'role' | 'english' | 'many' | 'place'> {
  const categories = filmCategories(english);
  if (partOfSpeech === 'verb') return { role: 'verb', english };
  if (ADPOSITIONS.has(english)) return { role: 'adposition', english };
  const [category] = categories.filter((one) => one !== 'action' || partOfSpeech === 'unknown');
  if (category && (category !== 'mood' || describes(english))) {
    const role = category === 'mood' ? 'adjective' : BY_CATEGORY[category];
    return { role, english, ...(category === 'place' && { place: true }), ...(role === 'count' && english !== 'one' && { many: true }) };
  }
  if (partOfSpeech === 'unknown') return { role: 'noun', english };
  return { role: partOfSpeech === 'adjective' || partOfSpeech === 'noun' ? partOfSpeech : 'word', english };
}

/** CLDR's drawable things and colours. A text of unknown language is tried in the likely languages of its script. */
export function conceptsIn(sentence: string, language: string): { token: Token; sureness: number }[] {
  const tags = language.startsWith('und') ? likelyLanguages(sentence) : [language];
  return tags.flatMap((tag) => [
    ...Concepts.find(sentence, tag).map(({ concept, kind, start, end, confidence }) => {
      const token: Token = { role: 'noun', english: concept, alive: kind === 'character', place: kind === 'location', start, end };
      return { token, sureness: confidence };
    }),
    ...Concepts.colours(sentence, tag).map(({ colour, start, end, confidence }) => {
      const token: Token = { role: 'adjective', english: colour, start, end };
      return { token, sureness: confidence };
    }),
  ]);
}
