import { Entity } from '@polyreel/contracts';
import { type Figure, groupOf } from './figure.model.js';

interface Known {
  id: string;
  figure: Figure;
}

/**
 * Knows who is who from sentence to sentence: a dragon that is spoken of again is the same dragon, as red as before,
 * unless the text says that it is another one. One entity is given for every sentence it is in, always with the same id.
 */
export class ContinuityTracker {
  private readonly known: Known[] = [];
  private acting: Known[] = [];

  /** The entities of the next sentence, in the order they are named. `english` tells by its pronouns whether a person or an animal is carried on. */
  sentence(figures: Figure[], sentence: number, english = ''): Entity[] {
    const mentions = new Map<Known, Figure>();
    const ids = new Map<Figure, string>();
    for (const figure of figures) {
      for (const known of figure.carried ? this.spokenOf(english) : [this.recognise(figure, mentions)]) {
        const mention = mentions.get(known);
        if (mention) absorb(mention, figure);
        else mentions.set(known, figure.carried ? { ...known.figure, ...doing(figure) } : figure);
        ids.set(figure, known.id);
      }
    }
    for (const [known, figure] of mentions) remember(known, figure);
    const characters = [...mentions.keys()].filter(({ figure }) => figure.kind === 'character');
    const active = characters.filter((known) => mentions.get(known)!.action ?? mentions.get(known)!.verb);
    const next = active.length > 0 ? companions(active, mentions) : characters.slice(0, 1);
    if (next.length > 0) this.acting = next;
    return [...mentions].map(([{ id }, figure]) => entityOf(id, figure, sentence, ids));
  }

  /** "She" is the last person who was named though a wolf has run by since; "it" is the wolf. */
  private spokenOf(english: string): Known[] {
    const wanted = PERSONAL.test(english) ? true : IMPERSONAL.test(english) ? false : undefined;
    if (wanted === undefined || this.acting.some(({ figure }) => isPerson(figure) === wanted)) return this.acting;
    const last = this.known.findLast(({ figure }) => figure.kind === 'character' && isPerson(figure) === wanted);
    return last ? [last] : this.acting;
  }

  private recognise(figure: Figure, mentions: Map<Known, Figure>): Known {
    const old = figure.another
      ? undefined
      : this.known.findLast(
          (known) =>
            known.figure.concept === figure.concept && !contradict(mentions.get(known) ?? known.figure, figure, mentions.has(known)),
        );
    if (old) return old;
    const fresh = { id: `e${this.known.length + 1}`, figure };
    this.known.push(fresh);
    return fresh;
  }
}

const PERSONAL = /\b(?:s?he)\b/i;
const IMPERSONAL = /\bit\b/i;
/** People are the emoji that have a skin tone. */
const isPerson = ({ emoji = '' }: Figure) => /^\p{Emoji_Modifier_Base}/u.test(emoji);

/** A blue dragon is not the red one. In one sentence, two numbers are two groups. */
function contradict(known: Figure, figure: Figure, sameSentence: boolean): boolean {
  const differ = <T>(a: T | undefined, b: T | undefined) => a !== undefined && b !== undefined && a !== b;
  return differ(known.colour, figure.colour) || differ(known.size, figure.size) || (sameSentence && differ(known.count, figure.count));
}

/** What was said before still holds, unless it is said anew. */
function remember(known: Known, figure: Figure): void {
  if (known.figure !== figure) {
    figure.colour ??= known.figure.colour;
    figure.size ??= known.figure.size;
    figure.count ??= known.figure.count;
    figure.qualities = [...new Set([...figure.qualities, ...known.figure.qualities])].slice(0, 8);
  }
  const { action: _action, verb: _verb, placement: _placement, ...lasting } = figure;
  known.figure = lasting;
}

/** A second mention in the same sentence adds to the first. */
function absorb(mention: Figure, figure: Figure): void {
  mention.colour ??= figure.colour;
  mention.size ??= figure.size;
  mention.count ??= figure.count;
  if (mention.action === undefined) Object.assign(mention, doing(figure));
  mention.placement ??= figure.placement?.target === mention ? undefined : figure.placement;
  mention.qualities = [...new Set([...mention.qualities, ...figure.qualities])].slice(0, 8);
  mention.confidence = Math.max(mention.confidence, figure.carried ? 0 : figure.confidence);
}

const doing = ({ action, verb, placement }: Figure) => ({
  ...(action !== undefined && { action }),
  ...(verb !== undefined && { verb }),
  ...(placement !== undefined && { placement }),
});

/** The first who acts, and those named in one breath with it. */
function companions(active: Known[], mentions: Map<Known, Figure>): Known[] {
  const group = new Set(groupOf(mentions.get(active[0]!)!, [...mentions.values()]));
  return active.filter((known) => group.has(mentions.get(known)!));
}

function entityOf(id: string, figure: Figure, sentence: number, ids: Map<Figure, string>): Entity {
  const { concept, label, kind, emoji, scenery, colour, size, count, action, verb, qualities, placement, confidence } = figure;
  const target = placement && ids.get(placement.target);
  return Entity.parse({
    id,
    kind,
    concept,
    label: label.slice(0, 120),
    emoji,
    scenery,
    attributes: {
      colour,
      size,
      count: count ?? 1,
      action,
      verb: verb?.slice(0, 60),
      qualities: qualities.map((quality) => quality.slice(0, 40)),
    },
    placement: placement && target !== undefined && target !== id ? { relation: placement.relation, target } : undefined,
    sentence,
    confidence: Math.round(confidence * 100) / 100,
  });
}
