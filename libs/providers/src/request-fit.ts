import { pictureSize } from '@polyreel/contracts';
import type { FilmRequest, ShotRequest } from './generation.port.js';
import type { RemoteModelCard } from './model-card.js';
import { ProviderError } from './provider.error.js';
import type { TemplateValues } from './request-template.js';

/** Seeds are 31 bits wide at most providers. */
const LARGEST_SEED = 2 ** 31;

/** Turns a shot's request into what a model takes, or says why the model cannot do it: another one may. Nothing has been asked by then. */
export function valuesFor(card: RemoteModelCard, request: ShotRequest | FilmRequest, today = new Date()): Omit<TemplateValues, 'still'> {
  const { prompt, parameters } = request;
  const { remote } = card;
  const words = card.kind === 'image' ? prompt.imagePrompt : (prompt.wordings?.[remote.wording ?? ''] ?? prompt.videoPrompt);
  const reason = unfit(card, request, words, today);
  if (reason) throw reason;
  const seconds = secondsFor(card, prompt.shot.durationSeconds);
  const framesPerSecond = remote.framesPerSecond ?? parameters.framesPerSecond;
  return {
    prompt: words,
    negativePrompt: prompt.negativePrompt,
    seed: (parameters.seed + prompt.shot.index) % LARGEST_SEED,
    aspectRatio: parameters.aspectRatio,
    resolution: parameters.resolution,
    ...sizeFor(card, pictureSize(parameters.aspectRatio, parameters.resolution)),
    seconds,
    framesPerSecond,
    frames: Math.ceil((seconds * framesPerSecond) / remote.frameStep) * remote.frameStep + 1,
  };
}

/** How long a film is asked for: not shorter than the shot, which is cut to length afterwards. */
function secondsFor({ remote }: RemoteModelCard, shotSeconds: number): number {
  const seconds = Math.max(shotSeconds, remote.minDurationSeconds);
  return remote.wholeSeconds ? Math.ceil(seconds) : seconds;
}

function unfit(card: RemoteModelCard, request: ShotRequest | FilmRequest, words: string, today: Date): ProviderError | undefined {
  const { shutsDownAt, replacement, remote } = card;
  if (shutsDownAt && today >= new Date(shutsDownAt))
    return new ProviderError('model_retired', `${card.model} was shut down on ${shutsDownAt}${replacement ? `; use ${replacement}` : ''}`);
  const cannot = (why: string) => new ProviderError('unavailable', `${card.model} ${why}`);
  const { aspectRatio } = request.parameters;
  if (!card.aspectRatios.includes(aspectRatio)) return cannot(`makes no ${aspectRatio}`);
  if (words.length > card.maxPromptLength) return cannot(`takes prompts of ${card.maxPromptLength} characters, not of ${words.length}`);
  if (card.kind === 'image') return undefined;
  const seconds = secondsFor(card, request.prompt.shot.durationSeconds);
  if (seconds > (card.maxDurationSeconds ?? Infinity)) return cannot(`films ${card.maxDurationSeconds} s at most, not ${seconds} s`);
  if (remote.needsStill && !('still' in request && request.still)) return cannot('moves a picture, and there is none');
  return undefined;
}

function sizeFor(
  { remote: { sideMultiple, maxPixels = Infinity } }: RemoteModelCard,
  { width, height }: { width: number; height: number },
) {
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  const side = (pixels: number) => Math.max(1, Math.floor((pixels * scale) / sideMultiple + 0.25)) * sideMultiple;
  return { width: side(width), height: side(height) };
}
