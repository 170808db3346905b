import { Colour } from '@polyreel/contracts';
import type { Candidate, Finder } from '../lexicon/candidate.js';
import { isUnspaced } from '../lexicon/languages.js';
import { LeastRecentlyUsed } from '../lexicon/least-recently-used.js';
import { settle } from '../lexicon/settle.js';
import { spacedFinder } from '../lexicon/spaced-finder.js';
import { unspacedFinder } from '../lexicon/unspaced-finder.js';
import { annotationLocale, annotationsOf } from './annotations.js';
import { colourForms, colourWords } from './colour-words.js';
import { type ConceptForm, conceptForms, endingOf } from './concept-forms.js';
import { bare, type Drawable, drawableOf, notThings } from './drawable.js';

interface Found {
  surface: string;
  start: number;
  end: number;
  /** 0 to 1: a name weighs more than a keyword, a keyword of one emoji more than one of several. */
  confidence: number;
}

/** A drawable thing named in a text, known from the Unicode CLDR's names and keywords of emoji. */
export interface FoundConcept extends Found {
  emoji: string;
  kind: Drawable['kind'];
  scenery?: Drawable['scenery'];
  /** The English name: the film vocabulary's key where it has one, else CLDR's short name. */
  concept: string;
}

/** A colour named in a text, deduced from what CLDR says of coloured circles, squares and hearts. */
export interface FoundColour extends Found {
  colour: Colour;
}

/** A word of another part of speech must not lend its picture: below this a keyword is a guess. */
const FAINTEST = 0.35;

// A locale's index takes about 2 MB; a process rarely meets more languages than this at once.
const finders = new LeastRecentlyUsed<string, Finder>(8);
let englishNames: Map<string, string> | undefined;

/** The things that can be drawn, and their colours, in the 170 locales of the Unicode CLDR. */
export const Concepts = {
  /** The drawable things that a text names, or shows as emoji, in its order, without overlaps. A language unknown to CLDR yields its emoji only. */
  find: (text: string, language: string): FoundConcept[] =>
    [...found(text, language), ...emojisIn(text)]
      .sort((a, b) => a.start - b.start)
      .flatMap(({ form, ...place }) => {
        const drawable = form.category === 'thing' ? drawableOf(form.concept) : undefined;
        if (!drawable) return [];
        const { emoji, kind, scenery, concept = englishName(emoji) } = drawable;
        return [{ ...place, emoji, kind, concept, ...(scenery && { scenery }) }];
      }),

  /** The colours that a text names. */
  colours: (text: string, language: string): FoundColour[] =>
    found(text, language).flatMap(({ form, ...place }) =>
      form.category === 'colour' ? [{ ...place, colour: Colour.parse(form.concept) }] : [],
    ),

  /** Whether CLDR knows the language. */
  speaks: (language: string): boolean => annotationLocale(language) !== undefined,
};

function found(text: string, language: string): (Found & Pick<Candidate, 'form'>)[] {
  const locale = annotationLocale(language);
  if (locale === undefined) return [];
  const candidates = finders
    .get(locale, () => finderFor(locale))(text)
    .map(weighed);
  return settle(candidates)
    .filter(({ confidence }) => confidence >= FAINTEST)
    .map(({ form, start, end, confidence }) => ({ form, surface: text.slice(start, end), start, end, confidence: round(confidence) }));
}

const PICTOGRAPH = /\p{Extended_Pictographic}/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const SHOWN = 0.9;

/** An emoji in a text is its own name, in every language. */
function emojisIn(text: string): (Found & Pick<Candidate, 'form'>)[] {
  if (!PICTOGRAPH.test(text)) return [];
  return Array.from(graphemes.segment(text)).flatMap(({ segment, index }) => {
    const emoji = segment.replace(/[\u{1f3fb}-\u{1f3ff}]/gu, '');
    if (!PICTOGRAPH.test(segment) || !drawableOf(emoji)) return [];
    const form: ConceptForm = { category: 'thing', concept: emoji, form: emoji, trust: SHOWN };
    return [{ form, surface: segment, start: index, end: index + segment.length, confidence: SHOWN }];
  });
}

function finderFor(locale: string): Finder {
  const annotations = annotationsOf(locale);
  const colours = colourWords(annotations, locale);
  const forms = [...conceptForms(annotations, locale, new Set([...colours.keys(), ...notThings(locale)])), ...colourForms(colours, locale)];
  return isUnspaced(locale) ? unspacedFinder(forms, locale) : spacedFinder(forms, locale, endingOf(locale));
}

const weighed = (candidate: Candidate): Candidate => ({
  ...candidate,
  confidence: candidate.confidence * (candidate.form as ConceptForm).trust,
});

const round = (confidence: number) => Math.round(confidence * 100) / 100;

function englishName(emoji: string): string {
  englishNames ??= new Map(annotationsOf('en').map((annotation) => [bare(annotation.emoji), annotation.name.toLowerCase()]));
  return englishNames.get(bare(emoji)) ?? emoji;
}
