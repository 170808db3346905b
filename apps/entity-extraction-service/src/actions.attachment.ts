import { type Act, clauseOf, type Figure, groupOf, isAct, overlaps, type Parsed } from './figure.model.js';
import { agentOf, can, subjectOf } from './subject.choice.js';
import type { Tagged } from './english.tagger.js';
import type { Grammar } from './grammar.rules.js';

/**
 * Gives every verb to the one who does it. Where a clause names nobody who could, the one who acted last does it: gives
 * such figures back as carried, for whoever knows the sentence before.
 */
export function attachActions(parsed: Parsed, grammar: Grammar, tags?: Tagged[]): Figure[] {
  const carried: Figure[] = [];
  for (const act of parsed.signs.filter(isAct)) {
    const subject = agentOf(act, parsed, grammar) ?? subjectOf(act, parsed, grammar);
    if (!subject && isStrangers(act, parsed, tags)) continue;
    const figure = subject ?? earlierSubject(act, parsed) ?? carried[0];
    if (figure) groupOf(figure, parsed.figures).forEach((who) => (who === figure || can(who, act)) && perform(who, act));
    else carried.push(carriedBy(act));
  }
  return carried;
}

const SOMEBODY = /\b(?:s?he|it|they)\s+(?:\w+ly\s+)?$/i;

/** Snow falls, the army approaches: what does it is said, but is no figure. Only English tells its nouns. */
function isStrangers(act: Act, parsed: Parsed, tags: Tagged[] | undefined): boolean {
  const begin = parsed.clauses[clauseOf(parsed, act)]!;
  // "At night it sleeps": somebody does.
  if (SOMEBODY.test(parsed.text.slice(begin, act.start))) return false;
  const weather = parsed.signs.some(({ role, end }) => role === 'moment' && end <= act.start && act.start - end <= 4);
  const noun = tags?.some(
    (tag) =>
      tag.part === 'noun' &&
      tag.start >= begin &&
      tag.end <= act.start &&
      ![...parsed.figures, ...parsed.signs].some((known) => overlaps(known, tag)),
  );
  return weather || noun === true;
}

/** In a clause without its own: the first character of the clauses before it. */
function earlierSubject(act: Act, parsed: Parsed): Figure | undefined {
  const earlier = parsed.figures.filter((figure) => clauseOf(parsed, figure) < clauseOf(parsed, act) && figure.kind !== 'location');
  return (
    earlier.find(({ kind, action }) => kind === 'character' && action) ??
    earlier.find(({ kind }) => kind === 'character') ??
    earlier.find(({ action }) => action)
  );
}

/** The first verb is what the figure does; a later one stays its verb where that says more. */
function perform(figure: Figure, { action, concept }: Act): void {
  if (figure.action === undefined && action !== undefined) {
    figure.action = action;
    if (concept !== action) figure.verb = concept;
    else delete figure.verb;
  } else if (figure.action === undefined) figure.verb ??= concept;
}

function carriedBy(act: Act): Figure {
  const figure: Figure = {
    concept: '',
    label: act.surface,
    kind: 'character',
    start: act.start,
    end: act.end,
    confidence: act.confidence,
    qualities: [],
    carried: true,
  };
  perform(figure, act);
  return figure;
}
