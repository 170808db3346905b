import { placePreposition, takesObject, thirdPerson } from './english.js';
import type { Grammar } from './grammar.js';
import type { Phrase } from './phrases.js';

/** Puts the phrases of a sentence into English order: subject, verb, objects, places, time; camera phrases behind. */
export function englishOf(phrases: readonly Phrase[], grammar: Grammar): string {
  const asides = phrases.filter(({ kind }) => kind === 'aside').map(({ english }) => english);
  let plural = false;
  const clauses = clausesOf(
    phrases.filter(({ kind }) => kind !== 'aside'),
    grammar.verb,
  ).map((clause) => {
    const ordered = inOrder(withAdpositions(clause, grammar.adposition), grammar.verb);
    const verb = ordered.findIndex(({ kind }) => kind === 'verb');
    const subjects = ordered.slice(0, Math.max(0, verb)).filter(({ kind }) => kind === 'noun');
    if (subjects.length)
      plural = subjects.length > 1 ? subjects.some(({ many }) => many) || joined(ordered, verb) : subjects[0]!.many === true;
    return ordered.map(({ kind, english }) => (kind === 'verb' && !plural ? thirdPerson(english) : english)).join(' ');
  });
  const sentence = [clauses.join(' '), ...asides].filter((part) => part.trim()).join(', ');
  return tidy(sentence);
}

const joined = (ordered: readonly Phrase[], verb: number) =>
  ordered
    .slice(0, verb)
    .some(
      ({ kind, english }, at, all) => kind === 'link' && english === 'and' && all[at - 1]?.kind === 'noun' && all[at + 1]?.kind === 'noun',
    );

/** A clause ends at punctuation, before a sequence word, and where verbs stand last, after its verb. */
function clausesOf(phrases: readonly Phrase[], verb: Grammar['verb']): Phrase[][] {
  const clauses: Phrase[][] = [[]];
  for (const phrase of phrases) {
    if (phrase.kind === 'sequence' && clauses.at(-1)!.length) clauses.push([]);
    clauses.at(-1)!.push(phrase);
    if (phrase.kind === 'end' || (verb === 'final' && phrase.kind === 'verb')) clauses.push([]);
  }
  return clauses;
}

/** Joins each adposition with its noun, English side first; one that lost its noun is left out. */
function withAdpositions(clause: readonly Phrase[], side: Grammar['adposition']): Phrase[] {
  const joinedUp: Phrase[] = [];
  for (let at = 0; at < clause.length; at += 1) {
    const [phrase, next] = [clause[at]!, clause[at + 1]];
    const [noun, adposition] = phrase.kind === 'adposition' ? [next, phrase] : [phrase, next];
    const fits = noun?.kind === 'noun' && adposition?.kind === 'adposition' && (side === 'after') === (phrase.kind === 'noun');
    if (fits) joinedUp.push({ kind: 'word', english: `${adposition.english} ${noun.english}` });
    else if (phrase.kind !== 'adposition') joinedUp.push(phrase);
    else if (next?.kind === 'time') continue;
    else if (side === 'before' && next && next.kind !== 'end' && next.kind !== 'adposition') joinedUp.push(phrase);
    if (fits) at += 1;
  }
  return joinedUp;
}

function inOrder(clause: readonly Phrase[], verbOrder: Grammar['verb']): Phrase[] {
  const [end, times] = [ofKind(clause, 'end'), ofKind(clause, 'time')];
  const rest = clause.filter(({ kind }) => kind !== 'end' && kind !== 'time');
  return [...withRelations(withVerbSecond(rest, verbOrder)), ...times, ...end];
}

function withVerbSecond(rest: readonly Phrase[], verbOrder: Grammar['verb']): readonly Phrase[] {
  const verb = rest.findIndex(({ kind }) => kind === 'verb');
  const first = rest.findIndex(({ kind }) => kind === 'noun');
  if (verb < 0 || first < 0) return rest;
  if ((verbOrder === 'initial' || (verbOrder === 'second' && verb === 0)) && first === verb + 1)
    return [...rest.slice(0, verb), rest[first]!, rest[verb]!, ...rest.slice(first + 1)];
  if (verbOrder !== 'final') return rest;
  const start = subjectIn(rest);
  let end = start + 1; // "a girl and a dog" is one subject
  while (start >= 0 && rest[end]?.kind === 'link' && rest[end + 1]?.kind === 'noun') end += 2;
  const lead = rest.findIndex(({ kind }) => kind !== 'sequence' && kind !== 'link');
  const others = rest.filter((_, at) => at >= lead && at !== verb && (at < start || at >= end));
  return [...rest.slice(0, lead), ...(start < 0 ? [] : rest.slice(start, end)), rest[verb]!, ...others];
}

/** The living thing of a clause, else its first thing; a place does nothing. -1 where there is none. */
function subjectIn(rest: readonly Phrase[]): number {
  const alive = rest.findIndex(({ kind, alive }) => kind === 'noun' && alive);
  return alive < 0 ? rest.findIndex(({ kind, place }) => kind === 'noun' && !place) : alive;
}

/** What case endings told that a gloss does not read: things happen in places, and who does nothing to a thing is with it. */
function withRelations(rest: readonly Phrase[]): Phrase[] {
  const subject = rest.findIndex(({ kind, alive }) => kind === 'noun' && alive);
  return rest.map((phrase, at) => {
    const before = rest[at - 1];
    if (phrase.kind !== 'noun' || at === 0) return phrase;
    if (before?.kind === 'noun' && before.alive && phrase.alive) return { ...phrase, english: `and ${phrase.english}` };
    if (at <= subject) return phrase;
    if (phrase.place && (before?.kind === 'noun' || before?.kind === 'verb' || before?.kind === 'word')) {
      const preposition = before.kind === 'verb' && before.english === 'fly' ? 'over' : placePreposition(phrase.place);
      return { ...phrase, kind: 'word', english: `${preposition} ${phrase.english}` };
    }
    if (phrase.alive || subject < 0) return phrase;
    const idle = before?.kind === 'verb' ? subject < at - 1 && !takesObject(before.english) : at === subject + 1;
    return idle ? { ...phrase, kind: 'word', english: `with ${phrase.english}` } : phrase;
  });
}

const ofKind = (clause: readonly Phrase[], kind: Phrase['kind']) => clause.filter((phrase) => phrase.kind === kind);

const tidy = (sentence: string): string =>
  sentence
    .replace(/\s+/g, ' ')
    .replace(/\b(his|her|its|their|no|my|your|our) (?:an?|the) /g, '$1 ')
    .replace(/\b(?:and|or|but)\s*(?=,|$)/g, '')
    .replace(/\s+,/g, ',')
    .replace(/,(?:\s*,)+/g, ',')
    .replace(/^[\s,]+|[\s,]+$/g, '');
