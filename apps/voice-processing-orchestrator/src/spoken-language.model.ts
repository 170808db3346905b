import { LanguageTag } from '@polyreel/contracts';
import { type DetectedLanguage, normalizeLanguage } from '@polyreel/language';
import { z } from 'zod';

const confidence = z.number().min(0).max(1);

export const Opinion = z.object({ by: z.enum(['caller', 'ear', 'engine', 'text']), code: LanguageTag, confidence });
export type Opinion = z.infer<typeof Opinion>;

/** What language a recording is taken to be in, and who said what. */
export const DecidedLanguage = z.object({ code: LanguageTag, confidence, opinions: z.array(Opinion), agreed: z.boolean() });
export type DecidedLanguage = z.infer<typeof DecidedLanguage>;

/** What there is to go by. */
export interface Evidence {
  /** What the caller says is spoken. */
  hint?: string;
  /** What was heard in the sound alone; `caller` as its engine repeats the hint. */
  ear?: { code: string; confidence: number; engine: string };
  transcript: { confidence: number; language: string; languageHeard: boolean };
  /** How the transcript reads. */
  reading: Pick<DetectedLanguage, 'language' | 'confidence'>;
}

/**
 * Weighs what everybody says of a recording's language. The caller's word decides; without it, whichever language has most of the others
 * behind it. The confidence is the mean of what each of them, dissenters at 0, gives to it: one who disagrees lowers it, and no one is
 * passed over in silence. Languages agree where their families do: `zh` and `zh-Hant` are no disagreement.
 */
export function decideLanguage(evidence: Evidence): DecidedLanguage {
  const opinions = opinionsOf(evidence);
  const [first] = opinions;
  if (!first) return { code: 'und', confidence: 0, opinions, agreed: true };
  const supporters = first.by === 'caller' ? opinions.filter(sides(first.code)) : strongest(opinions);
  const support = sum(supporters) / opinions.length;
  // Who knows the script says more than who does not: `zh-Hant` before `zh`.
  const [best] = supporters.toSorted((a, b) => b.code.length - a.code.length || b.confidence - a.confidence);
  const code = first.by === 'caller' ? first.code : best!.code;
  return { code, confidence: Math.round(support * 1000) / 1000, opinions, agreed: supporters.length === opinions.length };
}

/** Whether two tags are of one language, whatever its script or region. */
export const sameLanguage = (one: string, other: string) => familyOf(one) === familyOf(other);

const familyOf = (code: string) => normalizeLanguage(code).split('-')[0]!;
const sides = (code: string) => (opinion: Opinion) => sameLanguage(opinion.code, code);
const sum = (opinions: readonly Opinion[]) => opinions.reduce((total, opinion) => total + opinion.confidence, 0);

/** The camp with most confidence in it; of equal ones, whoever spoke first. */
function strongest(opinions: readonly Opinion[]): Opinion[] {
  const camps = opinions.map(({ code }) => opinions.filter(sides(code)));
  return camps.reduce((best, camp) => (sum(camp) > sum(best) ? camp : best));
}

/** Everybody who can tell: `und` is no opinion, and what merely repeats another's is none either. */
function opinionsOf({ hint, ear, transcript, reading }: Evidence): Opinion[] {
  const opinions: Opinion[] = [];
  const say = (by: Opinion['by'], code: string, certainty: number) =>
    code !== 'und' && opinions.push({ by, code, confidence: Math.round(certainty * 1000) / 1000 });
  if (hint) say('caller', hint, 1);
  if (ear && ear.engine !== 'caller') say('ear', ear.code, ear.confidence);
  // An engine tells no certainty of the language; who wrote the words down with doubt has probably listened for the wrong one.
  if (transcript.languageHeard) say('engine', transcript.language, transcript.confidence);
  // An engine that knows one language writes that one down whatever is said: its text is worth no more than it trusts it itself.
  say('text', reading.language, reading.confidence * (transcript.languageHeard || hint ? 1 : transcript.confidence));
  // Where nobody can tell, the words at least stand in the language of whoever wrote them down.
  if (opinions.length === 0) say('engine', transcript.language, transcript.confidence);
  return opinions;
}
