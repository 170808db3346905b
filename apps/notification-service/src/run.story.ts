import {
  type DataOf,
  type GenerationCancelled,
  type GenerationCompleted,
  type GenerationFailed,
  type GenerationStarted,
  type StorageReference,
  type VoiceProcessingCancelled,
  type VoiceProcessingCompleted,
  type VoiceProcessingFailed,
} from '@polyreel/contracts';
import { fileIdOf, type WebhookEvent } from '@polyreel/http-api';

/** What is told of the making of a film. */
export type ToldOfFilm = DataOf<
  typeof GenerationStarted | typeof GenerationCompleted | typeof GenerationFailed | typeof GenerationCancelled
>;
/** What is told of a recording that is written down. */
export type ToldOfVoice = DataOf<typeof VoiceProcessingCompleted | typeof VoiceProcessingFailed | typeof VoiceProcessingCancelled>;
export type Told = ToldOfFilm | ToldOfVoice;

/** The run that something is told of: a film or a recording, whichever is named. */
export interface About {
  readonly generationId?: string;
  readonly voiceId?: string;
}

export const aboutOf = (told: { generationId: string } | { voiceId: string }): About =>
  'voiceId' in told ? { voiceId: told.voiceId } : { generationId: told.generationId };

/** Why something of a run is told: the same words whenever the same is told of it. */
export const causeOf = ({ generationId, voiceId }: About, event: WebhookEvent): string =>
  voiceId ? `voice:${voiceId}:${event}` : `generation:${generationId}:${event}`;

/** What of a run is told to servers: small, with links instead of files, and without a word that was spoken. */
export interface Story {
  event: WebhookEvent;
  at: string;
  data: Record<string, unknown>;
}

/** A payload stays below 20 KB, whatever went wrong how often. */
const MOST_REASONS = 10;
const LONGEST_WORDS = 300;

/** Puts an event of a run into the words of a webhook. `at`: when it was told, for those that say no time of their own. */
export function storyOf(told: Told, at: string, publicUrl: string): Story {
  const api = `${publicUrl.replace(/\/$/, '')}/v1`;
  const run = 'voiceId' in told ? 'voice' : 'generation';
  const common = 'voiceId' in told ? voiceAt(api, told) : filmAt(api, told.generationId);
  if ('failedAt' in told) {
    const { errorCode, failedAt } = told;
    const phase = 'phase' in told ? { phase: told.phase } : {};
    const message = told.message.slice(0, LONGEST_WORDS);
    return { event: `${run}.failed`, at: failedAt, data: { ...common, status: 'failed', ...phase, errorCode, message } };
  }
  if ('cancelledAt' in told) return { event: `${run}.cancelled`, at: told.cancelledAt, data: { ...common, status: 'cancelled' } };
  if ('startedAt' in told)
    return { event: 'generation.started', at: told.startedAt, data: { ...common, status: 'processing', shotCount: told.shotCount } };
  const ending = 'voiceId' in told ? wordsOf(told, api) : filmOf(told, api);
  return {
    event: `${run}.completed`,
    at,
    data: { ...common, status: 'completed', ...ending, links: { ...common.links, ...ending.links } },
  };
}

const voiceAt = (api: string, { voiceId, generation }: ToldOfVoice) => ({
  voiceId,
  generationId: generation?.generationId ?? null,
  links: { voice: `${api}/voice/status/${voiceId}` },
});
const filmAt = (api: string, generationId: string) => ({ generationId, links: { generation: `${api}/generations/${generationId}` } });

function filmOf(told: DataOf<typeof GenerationCompleted>, api: string) {
  const { video, thumbnail, captions } = told.finalUrls;
  const link = (file: StorageReference) => `${api}/media/${fileIdOf(file)}/download`;
  const links = { video: link(video), poster: link(thumbnail), captions: link(captions.vtt) };
  const { degraded, costUsd, totalProcessingTimeMs: processingTimeMs } = told;
  const degradedReasons = told.degradedReasons.slice(0, MOST_REASONS).map((reason) => reason.slice(0, LONGEST_WORDS));
  return { degraded, degradedReasons, costUsd, processingTimeMs, links };
}

/** What was said is read where it may be deleted, and lies in no log of what was sent. */
function wordsOf(told: DataOf<typeof VoiceProcessingCompleted>, api: string) {
  const { language, confidenceScore: confidence, costUsd, totalProcessingTimeMs: processingTimeMs, generation } = told;
  const links = generation ? filmAt(api, generation.generationId).links : {};
  return { language, confidence, costUsd, processingTimeMs, links };
}

const MOST_METADATA = 4_096;

/** The caller's own words for a run come back with it, unless they are a book. */
export const withMetadata = (data: Record<string, unknown>, metadata: Record<string, string> | null | undefined) =>
  metadata && JSON.stringify(metadata).length <= MOST_METADATA ? { ...data, metadata } : data;
