import { Entity, Shot } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { filled, promptTemplates, PromptTemplate, type Slot } from './prompt-template.loader.js';
import { PromptStructurer } from './prompt.structurer.js';
import { PromptWriter } from './prompt.writer.js';

const structurer = new PromptStructurer(new PromptWriter());
const dragon = Entity.parse({
  id: 'e1',
  kind: 'character',
  concept: 'dragon',
  label: 'dragón',
  attributes: { colour: 'red', size: 'giant', action: 'fly' },
  placement: { relation: 'above', target: 'e2' },
  sentence: 0,
  confidence: 0.9,
});
const castle = Entity.parse({
  id: 'e2',
  kind: 'location',
  concept: 'castle',
  label: 'castillo',
  scenery: 'hills',
  attributes: { qualities: ['medieval'] },
  sentence: 0,
  confidence: 0.9,
});
const shot = (text: string, rest: Partial<Shot> = {}): Shot =>
  Shot.parse({
    index: 0,
    text,
    originalText: text,
    sentences: [0],
    startSeconds: 0,
    durationSeconds: 5,
    setting: { scenery: 'hills', stated: true, timeOfDay: 'sunset' },
    mood: { label: 'epic', valence: 0.3, energy: 0.5 },
    camera: { size: 'wide', angle: 'low', movement: 'crane_up', stated: false },
    transition: 'fade_in',
    entities: [dragon, castle],
    ...rest,
  });
const prompts = (...shots: Shot[]) => structurer.structure({ shots, mood: shots[0]!.mood, sourceLanguage: 'en' });

describe('the prompts of a shot', () => {
  const { structuredPrompt, templateUsed } = prompts(shot('A huge red dragon circles the towers.'));
  const [prompt] = structuredPrompt.shots;
  it('read as good English', () => {
    expect(prompt!.imagePrompt).toBe(
      'A low-angle wide shot of a huge red dragon flying over a medieval castle, among rolling hills at sunset. A huge red dragon circles the towers. ' +
        'Golden backlight and long shadows, epic, majestic atmosphere. Cinematic film still, rich colour, natural texture, shallow depth of field.',
    );
  });
  it('move the camera in the video prompt only', () => {
    expect(prompt!.videoPrompt).toContain('The camera cranes up.');
    expect(prompt!.imagePrompt).not.toContain('cranes');
  });
  it('say what to avoid', () => expect(prompt!.negativePrompt).toMatch(/^cartoon, 3d render, blurry/));
  it('name the template that wrote them', () => expect(templateUsed).toEqual({ name: 'cinematic', version: 1 }));
  it('keep the shot beside its words', () => expect(prompt!.shot.entities).toHaveLength(2));
  it('read well where nobody is in the picture', () => {
    const empty = prompts(shot('Fog over the hills.', { entities: [] })).structuredPrompt.shots[0]!;
    expect(empty.imagePrompt).toMatch(/^A low-angle wide shot among rolling hills at sunset\. Fog over the hills\. /);
  });
  it('follow the style that the text asks for, in every shot', () => {
    const anime = prompts(shot('A dragon in anime style.'), shot('It lands.', { index: 1 }));
    expect(anime.templateUsed.name).toBe('anime');
    expect(anime.structuredPrompt.shots.every(({ imagePrompt }) => imagePrompt.includes('cel shading'))).toBe(true);
  });
  it('shorten a very long story at a sentence', () => {
    const long = prompts(shot('The dragon flies on and on over the hills. '.repeat(30))).structuredPrompt.shots[0]!;
    expect(long.videoPrompt.length).toBeLessThan(1000);
    expect(long.videoPrompt).not.toMatch(/hill\. |over the\./);
  });
  it('do not let the text speak as a template', () =>
    expect(prompts(shot('A sign says {view}.')).structuredPrompt.shots[0]!.imagePrompt).not.toMatch(/[{}]/));
});

describe('a template', () => {
  const phrases = Object.fromEntries(
    ['view', 'shown', 'story', 'light', 'mood', 'movement', 'look', 'motion', 'avoid'].map((slot) => [slot, `the ${slot}`]),
  ) as Record<Slot, string>;
  it('with an unknown slot is refused', () =>
    expect(PromptTemplate.safeParse({ ...promptTemplates[0], image: '{weather}' }).success).toBe(false));
  it('leaves no slot open and no double punctuation, whatever is missing', () => {
    for (const template of promptTemplates)
      for (const missing of ['none', ...Object.keys(phrases)])
        for (const text of [template.image, template.video, template.negative]) {
          const words = filled(text, { ...phrases, [missing]: '' });
          expect(words, `${template.name} without ${missing}`).not.toMatch(/[{}]|,,|\.\.| ,| \./);
        }
  });
  it('exists once in each version', () => {
    const keys = promptTemplates.map(({ name, version }) => `${name} ${version}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
