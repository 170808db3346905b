import type { Sentence } from '@polyreel/contracts';
import { FilmLexicon } from '@polyreel/language';
import { Injectable } from '@nestjs/common';
import { cameraCues, notCamera, type OpenMovement, type View } from './camera-lexicon.loader.js';

/** A camera that the text itself asks for, with the words that did. */
export interface StatedCue extends Partial<View> {
  cue: string;
}

const TRUSTED = 0.6;
/** Concepts of the shared vocabulary that leave the side open although it names one. */
const OPEN: Record<string, OpenMovement> = { 'camera pans': 'pan_any', 'tracking shot': 'truck_any', 'camera follows': 'truck_any' };

/** Reads the camera that a sentence asks for: in English by its turns of phrase, else by the writer's own words. */
@Injectable()
export class CameraCueReader {
  of({ original, translated }: Sentence, language: string): StatedCue[] {
    const told = english(translated);
    if (language === 'en') return told;
    const own = foreign(original, language);
    // Both tell the same camera; what only one of them tells is added.
    const missing = own.filter((cue) => !told.some((other) => overlaps(cue, other)));
    return [...told, ...missing];
  }
}

function english(text: string): StatedCue[] {
  const clean = notCamera.reduce((rest, pattern) => rest.replace(pattern, (found) => '_'.repeat(found.length)), text);
  const found = cameraCues.flatMap(({ pattern, ...meaning }) =>
    [...clean.matchAll(pattern)].map(({ 0: cue, index }) => ({ cue, start: index, end: index + cue.length, ...meaning })),
  );
  const ordered = found.sort((a, b) => a.start - b.start || b.end - a.end);
  // Of two cues of one kind in the same words the longer stands: "extreme close-up" is no close-up.
  const stands = ordered.filter(
    (cue) =>
      !ordered.some(
        (other) => other !== cue && overlaps(cue, other) && covers(other, cue) && other.end - other.start > cue.end - cue.start,
      ),
  );
  const once = stands.filter((cue, at) => !stands.slice(0, at).some((other) => overlaps(cue, other) && other.end > cue.start));
  return once.map(({ cue, size, angle, movement }) => ({ cue: cue.replace(/^[\s.,;:!?—–[(]+|[\s.,;:]+$/gu, ''), size, angle, movement }));
}

const foreign = (text: string, language: string): StatedCue[] =>
  FilmLexicon.match(text, language).flatMap((match): StatedCue[] => {
    if (match.category !== 'camera' || match.confidence < TRUSTED) return [];
    return [{ cue: match.surface, ...match.meaning, ...(match.concept in OPEN && { movement: OPEN[match.concept] }) }];
  });

/** Whether two cues speak of the same thing: both of a movement, or both of a size, or both of an angle. */
const overlaps = (a: StatedCue, b: StatedCue) =>
  Boolean(
    (a.movement && b.movement) || (a.size && b.size && !a.movement && !b.movement) || (a.angle && b.angle && !a.movement && !b.movement),
  );

const covers = (outer: { start: number; end: number }, inner: { start: number; end: number }) =>
  outer.start <= inner.start && inner.end <= outer.end;
