import type { Shot, ShotPrompt } from '@polyreel/contracts';
import {
  lightPhrase,
  moodPhrase,
  movementPhrase,
  placePhrase,
  sentence,
  type Style,
  subjectPhrase,
  viewPhrase,
} from '@polyreel/film-grammar';
import { Injectable } from '@nestjs/common';
import { filled, type PromptTemplate, type Slot } from './prompt-template.loader.js';

/** A story longer than this is told by its first sentences: the subject, the place and the camera stand beside it. */
const LONGEST_STORY = 400;

/** Puts one shot into words: an image prompt, a video prompt and what to avoid. */
@Injectable()
export class PromptWriter {
  write(shot: Shot, template: PromptTemplate, style: Style): ShotPrompt {
    const phrases = phrasesOf(shot, style);
    return {
      shotIndex: shot.index,
      imagePrompt: filled(template.image, phrases),
      videoPrompt: filled(template.video, phrases),
      negativePrompt: filled(template.negative, phrases),
      shot,
    };
  }
}

function phrasesOf(shot: Shot, style: Style): Record<Slot, string> {
  const subject = subjectPhrase(shot);
  return {
    view: viewPhrase(shot.camera),
    shown: [subject && `of ${subject}`, placePhrase(shot)].filter(Boolean).join(', '),
    story: told(shot.text),
    light: lightPhrase(shot.setting),
    mood: moodPhrase(shot.mood),
    movement: movementPhrase(shot.camera, shot.mood),
    look: style.look,
    motion: style.motion,
    avoid: style.avoid,
  };
}

/** What the writer told, in whole sentences. Braces would read as slots of the template. */
function told(text: string): string {
  const story = sentence(text.replace(/[{}]/g, ''));
  if (story.length <= LONGEST_STORY) return story;
  const cut = story.slice(0, LONGEST_STORY);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('! '), cut.lastIndexOf('? '));
  return end > 0 ? cut.slice(0, end + 1) : sentence(cut.slice(0, Math.max(1, cut.lastIndexOf(' '))));
}
