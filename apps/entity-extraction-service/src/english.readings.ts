import type { ConceptMatch } from '@polyreel/language';
import type { Tagged } from './english.tagger.js';
import { infinitiveOf } from './english.tagger.js';
import { type Figure, overlaps, type Sign, type Span } from './figure.model.js';

const sameSpan = (a: Span, b: Span) => a.start === b.start && a.end === b.end;

/** Of the readings that share an English word (the rose, he rose), keeps the one that its neighbours and its part of speech speak for. */
export function chooseReadings(matches: ConceptMatch[], tags: Tagged[]): ConceptMatch[] {
  return matches.filter((match) => {
    const at = tags.findIndex((tag) => overlaps(tag, match));
    const rivals = matches.filter((other) => other !== match && sameSpan(other, match)).map(({ category }) => category);
    if (match.category === 'action') return isVerb(match, tags, at, rivals.includes('thing'), matches);
    if (match.category !== 'thing') return match.category !== 'colour' || !rivals.includes('thing') || describes(tags, at);
    if (rivals.includes('colour')) return !describes(tags, at);
    return !rivals.includes('action') || !isVerb(match, tags, at, true, matches);
  });
}

/** A word after an article is none of the verbs, unless it is a participle: the walk, but the falling leaf. */
function isVerb({ surface }: ConceptMatch, tags: Tagged[], at: number, ambiguous: boolean, matches: ConceptMatch[]): boolean {
  const [word, after] = [tags[at], tags[at + 1]];
  // Punctuation parts a word from the one before it.
  const before = word && word.start - (tags[at - 1]?.end ?? -9) <= 1 ? tags[at - 1] : undefined;
  if (!word) return true;
  const participle = /(?:ing|ed|en)$/i.test(surface);
  if (before?.part === 'determiner' && !participle) return false;
  if (before?.part === 'preposition' && before.text !== 'to' && !participle) return false;
  if (!ambiguous)
    return !(
      word.part === 'noun' &&
      before?.part === 'adjective' &&
      !participle &&
      !matches.some((other) => other.category === 'relation' && overlaps(other, before))
    );
  // "A flower rose slowly", "the prince rose and left": a noun before it, and no second noun after it.
  return word.part === 'verb' || before?.part === 'pronoun' || (before?.part === 'noun' && after?.part !== 'verb');
}

/** "An orange cat", but not "an orange falls". */
function describes(tags: Tagged[], at: number): boolean {
  const after = tags[at + 1];
  return after !== undefined && (after.part === 'noun' || after.part === 'adjective') && !/^(?:next|over)$/.test(after.text);
}

const NO_QUALITY =
  /^(?:other|same|many|more|most|much|such|own|over|next|last|first|second|few|full|able|various|different|certain|whole|only|very|near|far|left|right|up|down|high|low|long|short|wide|slow|final|main)$/;
const NO_ACT =
  /^(?:be|is|are|was|were|am|been|being|have|has|had|do|does|did|will|would|can|could|should|may|might|must|let|lets|make|makes|made|get|gets|got|start|starts|started|begin|begins|began|seem|seems|become|becomes|became|appear|appears|show|shows|see|seen|sees|go|goes|come|comes|take|takes|keep|keeps|stop|stops|have|want|wants|like|likes|use|uses|try|tries|know|knows|feel|feels|give|gives|put|puts|turn|turns|film|filmed|shot|shoot|create|generate|depict|imagine)$/;

/** Describing words and verbs outside the film vocabulary: they say something of a figure all the same. */
export function unknownWords(tags: Tagged[], known: Span[], figures: Figure[]): Sign[] {
  return tags.flatMap((tag, at): Sign[] => {
    if (known.some((span) => overlaps(span, tag)) || !/^[a-z][a-z-]+$/.test(tag.text)) return [];
    const sign = { start: tag.start, end: tag.end, surface: tag.text, confidence: 0.6 };
    if (tag.part === 'adjective' && !NO_QUALITY.test(tag.text) && leadsTo(figures, tags, at))
      return [{ ...sign, concept: tag.text, role: 'quality' }];
    if (tag.part !== 'verb' || NO_ACT.test(tag.text) || tags[at - 1]?.part === 'determiner') return [];
    const verb = infinitiveOf(tag.text);
    return verb === undefined || NO_ACT.test(verb) ? [] : [{ ...sign, concept: verb, role: 'action' }];
  });
}

/** Whether only adjectives stand between here and a figure. */
function leadsTo(figures: Figure[], tags: Tagged[], at: number): boolean {
  for (const tag of tags.slice(at + 1)) {
    if (figures.some((figure) => overlaps(figure, tag))) return true;
    if (tag.part !== 'adjective') return false;
  }
  return false;
}
