import type { ConceptMatch } from '@polyreel/language';
import type { Span } from './figure.model.js';
import type { Grammar } from './grammar.rules.js';

const sameSpan = (a: Span, b: Span) => a.start === b.start && a.end === b.end;
const isFigure = ({ category }: ConceptMatch) => category === 'thing' || category === 'place';

/**
 * Of the readings that share a word, keeps the one that fits its neighbours, where no part of speech is known: a colour
 * that is also a fruit is a colour beside a figure; a verb that is also a thing is a verb where the sentence has no other.
 */
export function chooseByNeighbours(matches: ConceptMatch[], grammar: Grammar): ConceptMatch[] {
  return matches.filter((match) => {
    const rivals = matches.filter((other) => other !== match && sameSpan(other, match)).map(({ category }) => category);
    if (match.category === 'thing' && rivals.includes('colour')) return !besideFigure(match, matches, grammar);
    if (match.category === 'colour' && rivals.includes('thing')) return besideFigure(match, matches, grammar);
    if (match.category === 'thing' && rivals.includes('action')) return !onlyVerb(match, matches);
    if (match.category === 'action' && rivals.includes('thing')) return onlyVerb(match, matches);
    return true;
  });
}

function besideFigure(match: ConceptMatch, matches: ConceptMatch[], { adjectives }: Grammar): boolean {
  return matches.some((other) => isFigure(other) && !sameSpan(other, match) && distance(match, other, adjectives) <= 3);
}

const distance = (sign: Span, figure: Span, adjectives: 'before' | 'after') =>
  adjectives === 'before'
    ? figure.start >= sign.end
      ? figure.start - sign.end
      : Infinity
    : sign.start >= figure.end
      ? sign.start - figure.end
      : Infinity;

const onlyVerb = (match: ConceptMatch, matches: ConceptMatch[]) =>
  matches.some((other) => isFigure(other) && !sameSpan(other, match)) &&
  !matches.some((other) => other.category === 'action' && !sameSpan(other, match));
