import type { Setting } from '@polyreel/contracts';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { Palette } from '../light/palette.js';
import type { Skyline } from './skyline.js';

export type Ink = SKRSContext2D;

/** What a painter knows about where it paints. Stage units: the frame is 1000 high and `width` wide, painters go beyond it on all sides. */
export interface Place {
  width: number;
  /** Where ground meets sky, or wall meets floor, for this camera angle. */
  horizon: number;
  /** Where set pieces and where the main figures stand. */
  backLine: number;
  mainLine: number;
  /** Where one stands at the water's edge, where there is one. */
  bankLine?: number;
  /** Whether a bridge spans the picture: who walks or drives is on it. */
  bridged: boolean;
  /** Emoji that are on stage as figures: no set dressing repeats them. */
  dressed: ReadonlySet<string>;
  palette: Palette;
  setting: Setting;
  seed: number;
  /** Pixels per stage unit at rest, for painters that keep pictures of their own. */
  scale: number;
  /** The pane of a window through which a room sees the lights of the sky: its middle, and how much fits in. */
  pane?: { x: number; y: number; size: number; depth: number };
  /** How much of a disc of the sky is hidden by what stands before it, 0 to 1. */
  hidden: Skyline;
  /** An illustration from the open set by its emoji, at least so many pixels high; undefined where there is none. */
  illustration(emoji: string, pixels: number): Canvas | undefined;
}

/** What a recipe says to a painter, beyond its name and depth. */
export type Strokes = { depth: number; seed: number } & Record<string, number | string | boolean | string[] | undefined>;

/** Paints once; the picture is then only moved. */
export type StillPainter = (ink: Ink, place: Place, strokes: Strokes) => void;

/** Prepares once and paints every frame at a time in seconds; undefined where there is nothing to paint. */
export type LivePainter = (place: Place, strokes: Strokes) => ((ink: Ink, seconds: number) => void) | undefined;

/** How far a layer is: 0 at the camera, 1 at the horizon. */
export const distanceOf = (depth: number) => Math.min(1, Math.max(0, 1 - depth ** 0.7));

/** Painters work this far beyond the frame on each side, in frame widths. */
const MARGIN = 0.75;
export const leftOf = (place: Place) => -place.width * MARGIN;
export const rightOf = (place: Place) => place.width * (1 + MARGIN);

export const num = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
export const str = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

/** A y that recipes give relative to the horizon in parts of the ground below it, so that it follows the camera angle. */
export const below = (place: Place, share: number) => place.horizon + share * (share >= 0 ? 1000 - place.horizon : 400);

/** Whether an illustration is the sun or the moon: where it is on stage, the sky has no other. */
export const isOrb = (emoji: string): boolean => /^[☀🌞🌕-🌞🌙🌛🌜]/u.test(emoji);
