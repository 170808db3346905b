import type { RenderParameters, ShotPrompt, TakeFinish } from '@polyreel/contracts';
import type { ModelCard } from './model-card.js';

/** One unit of work at one provider. */
export interface Call {
  signal: AbortSignal;
  /** A folder of this call's own; it is removed afterwards. */
  directory: string;
  /** 0 to 1. */
  progress(done: number): void;
}

export interface ShotRequest {
  prompt: ShotPrompt;
  parameters: RenderParameters;
}

export interface FilmRequest extends ShotRequest {
  /** Path of the shot's still, where there is one: its first frame. */
  still?: string;
  /** Whoever can may finish the take for the film, and says so. */
  finish?: boolean;
}

/** What a provider made. `path` lies in the call's folder. */
export interface Take {
  path: string;
  contentType: string;
  /** 0 to 1: what share of the asked is in the picture. Absent where nobody looked. */
  qualityScore?: number;
  costUsd: number;
  /** What is missing or replaced, in plain words. */
  degradedReasons: string[];
}

/** Draws a shot's still. */
export interface ImageProvider {
  readonly card: ModelCard;
  draw(request: ShotRequest, call: Call): Promise<Take>;
}

/** Makes a shot move. */
export interface VideoProvider {
  readonly card: ModelCard;
  film(request: FilmRequest, call: Call): Promise<Take & { durationSeconds: number; finish?: TakeFinish }>;
}
