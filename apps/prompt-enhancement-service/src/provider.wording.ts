import type { Shot, ShotPrompt } from '@polyreel/contracts';
import {
  DEFAULT_STYLE,
  lightPhrase,
  moodPhrase,
  movementPhrase,
  placePhrase,
  sentence,
  styles,
  subjectPhrase,
  viewPhrase,
} from '@polyreel/film-grammar';
import { Injectable } from '@nestjs/common';
import { brackets, sounds, type WordingProfile, wordingProfiles } from './technique.loader.js';

/** Words a shot's video prompt as each family of providers likes it. Made from the facts of the shot, so always the same for the same shot. */
@Injectable()
export class ProviderWording {
  wordings({ shot, videoPrompt }: ShotPrompt, continuity: string): Record<string, string> {
    const style = styles.find(({ motion }) => videoPrompt.includes(motion)) ?? DEFAULT_STYLE;
    return Object.fromEntries(wordingProfiles.map((profile) => [profile.name, worded(profile, phrasesOf(shot, style.motion, continuity))]));
  }
}

function phrasesOf(shot: Shot, motion: string, continuity: string): Record<string, string> {
  const subject = subjectPhrase(shot);
  return {
    view: viewPhrase(shot.camera),
    shown: [subject && `of ${subject}`, placePhrase(shot)].filter(Boolean).join(', '),
    story: sentence(shot.text.replace(/[{}[\]]/g, '')),
    movement: movementPhrase(shot.camera, shot.mood),
    light: lightPhrase(shot.setting),
    mood: moodPhrase(shot.mood),
    bracket: brackets[shot.camera.movement],
    audio: [sounds.weathers[shot.setting.weather], sounds.sceneries[shot.setting.scenery]].filter(Boolean).join(', '),
    motion,
    continuity,
  };
}

/** Fills the pattern; a text too long for the provider loses its story first, then its end. */
function worded({ pattern, maxLength }: WordingProfile, phrases: Record<string, string>): string {
  const whole = tidy(filled(pattern, phrases));
  const text = whole.length <= maxLength ? whole : tidy(filled(pattern, { ...phrases, story: '' }));
  return text.length <= maxLength ? text : text.slice(0, text.lastIndexOf(' ', maxLength));
}

const filled = (pattern: string, phrases: Record<string, string>) =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => phrases[name] ?? '');

const tidy = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/([.!?])(?:\s*\.)+/g, '$1')
    .replace(/ ([,.])/g, '$1')
    .replace(/(^|[.!?] |: |\] )(\p{Ll})/gu, (_, lead: string, letter: string) => lead + (lead === ': ' ? letter : letter.toUpperCase()))
    .trim();
