import { removeAbsent, together } from './absence.rule.js';
import { joinAppositions } from './apposition.rule.js';
import { attachActions } from './actions.attachment.js';
import { attachAttributes } from './attributes.attachment.js';
import { type Tagged, tagEnglish } from './english.tagger.js';
import { clauseOf, type Figure, overlaps, type Parsed, type Source } from './figure.model.js';
import { type Grammar, grammarOf } from './grammar.rules.js';
import { attachPlacements } from './placement.attachment.js';
import { parseSentence } from './sentence.parser.js';

/** What one sentence shows, as one language tells it. */
export interface Reading {
  figures: Figure[];
  /** Concepts that the sentence says are not there. */
  absent: Set<string>;
  sources: Set<Source>;
}

/** A plural without a number: enough to be seen as several. */
const SEVERAL = 3;

/** Reads one sentence in one language: figures with their attributes, what they do and where they are. */
export function readSentence(text: string, language: string): Reading {
  const grammar = grammarOf(language);
  const parsed = parseSentence(text, language);
  const tags = grammar.language === 'en' ? tagEnglish(parsed.text) : undefined;
  const absent = removeAbsent(parsed, grammar);
  joinRepeated(parsed);
  joinAppositions(parsed, grammar);
  markAnother(parsed, grammar);
  findCompanions(parsed, grammar);
  attachAttributes(parsed, grammar, tags);
  const carried = attachActions(parsed, grammar, tags);
  attachPlacements(parsed, grammar, carried);
  if (tags) countPlurals(parsed, tags);
  const figures = [...carried, ...parsed.figures].sort((a, b) => a.start - b.start);
  return { figures, absent, sources: parsed.sources };
}

/** `burung-burung` are several birds. */
function joinRepeated(parsed: Parsed): void {
  parsed.figures = parsed.figures.filter((figure, i) => {
    const before = parsed.figures[i - 1];
    if (before?.concept !== figure.concept || parsed.text.slice(before.end, figure.start) !== '-') return true;
    Object.assign(before, { end: figure.end, label: parsed.text.slice(before.start, figure.end), count: SEVERAL });
    return false;
  });
}

function markAnother({ text, figures }: Parsed, { another }: Grammar): void {
  if (!another) return;
  for (const figure of figures) {
    const around = text.slice(Math.max(0, figure.start - 16), figure.end + 8).replace(/^.*[,.;!?]/, '');
    if (around.match(another)) figure.another = true;
  }
}

function findCompanions(parsed: Parsed, grammar: Grammar): void {
  parsed.figures.forEach((figure, i) => {
    const next = parsed.figures[i + 1];
    const clause = next && clauseOf(parsed, figure) === clauseOf(parsed, next);
    // The sun that goes down, and with it the day, does nothing that the next one does.
    const busy = parsed.signs.some((sign) => sign.role === 'moment' && overlaps(sign, figure));
    if (next && clause && !busy && figure.kind !== 'location' && next.kind !== 'location' && together(parsed, grammar, figure, next))
      figure.companion = next;
  });
}

/** A concept that is itself a plural (grapes, fireworks) and a place count as one. */
function countPlurals({ figures }: Parsed, tags: Tagged[]): void {
  for (const figure of figures) {
    if (figure.kind === 'location' || figure.concept.endsWith('s')) continue;
    if (tags.findLast((tag) => overlaps(tag, figure))?.plural) figure.count ??= SEVERAL;
  }
}
