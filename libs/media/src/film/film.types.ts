import type { Quality } from './encoding.js';
import type { Finish } from './finish.js';
import type { MoodName } from './grade.js';
import type { FilmVoice } from './narration.js';

/** How a take begins, seen from the one before it. The same words as the contracts' Transition. */
export type TakeTransition = 'cut' | 'crossfade' | 'fade_black' | 'fade_in' | 'wipe';

/** One shot on its way into the film. `durationSeconds` is its time on screen. */
export interface Take {
  /** `card` stands in for a shot that has neither film nor still: a plain gradient in the colours of its mood. */
  source: { kind: 'film'; path: string; finish?: Finish } | { kind: 'still'; path: string } | { kind: 'card' };
  durationSeconds: number;
  transition: TakeTransition;
  mood: MoodName;
}

export interface FrameSize {
  width: number;
  height: number;
}

/** The measures that all takes are brought to. */
export interface Picture extends FrameSize {
  framesPerSecond: number;
}

/** How a film is to be made of its takes. */
export interface FilmOptions extends Picture {
  /** A folder of the caller's own, empty and writable: every file of the film is made there under a fixed name. */
  folder: string;
  quality: Exclude<Quality, 'preview'>;
  /** Plays a music bed of the film's length into a WAV file; the picture is made meanwhile. */
  music?: (path: string, signal: AbortSignal) => Promise<unknown>;
  /** A voice that speaks from the film's first moment on: the music lies under it, and where there is none it speaks alone. */
  narration?: FilmVoice;
  captions?: FilmCaptions;
  /** A small mark in the corner, for the free tier. */
  watermark?: string;
  title?: string;
  /** What players show as the comment: says so where the film is a pre-visualisation. */
  comment?: string;
  /** A WebM of the same film beside the MP4. */
  webm?: boolean;
  signal?: AbortSignal;
  /** How much of the film is made, 0 to 1. */
  onProgress?: (fraction: number) => void;
}

export interface FilmCaptions {
  /** SubRip file for the soft track. */
  srt: string;
  /** ISO 639-2 code of the soft track: `deu`, `ara`, … */
  language: string;
  /** Advanced SubStation file in `folder` to be drawn into the picture, by its plain name. Unset: captions stay a track. */
  burnIn?: string;
}

/** The finished film and what was made beside it, by path. `durationSeconds` is exact to the frame. */
export interface Film {
  film: string;
  preview: string;
  webm?: string;
  poster: string;
  /** The poster in smaller sizes, the smallest first. */
  thumbnails: Thumbnail[];
  contactSheet: string;
  durationSeconds: number;
  frames: number;
  posterSeconds: number;
  sounds: boolean;
}

export interface Thumbnail extends FrameSize {
  path: string;
}
