import { Entity, Shot, type ShotPrompt } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { PromptScorer } from './prompt.scorer.js';
import { PromptValidator } from './prompt.validator.js';
import { rubric } from './rubric.loader.js';

const validator = new PromptValidator(new PromptScorer());
const dog = Entity.parse({ id: 'e1', kind: 'character', concept: 'dog', label: 'dog', sentence: 0, confidence: 0.9 });
const GOOD =
  'A wide shot of a brown dog running on a beach at night. A brown dog runs along the water. Cool moonlight with deep shadows, calm, peaceful atmosphere. ' +
  'Cinematic film still, rich colour, natural texture, shallow depth of field.';
const prompt = ({
  shot = {},
  setting = {},
  ...rest
}: Partial<Omit<ShotPrompt, 'shot'>> & { shot?: object; setting?: object } = {}): ShotPrompt => ({
  shotIndex: 0,
  imagePrompt: GOOD,
  videoPrompt: GOOD,
  negativePrompt: 'blurry',
  ...rest,
  shot: Shot.parse({
    index: 0,
    text: 'A brown dog runs along the water.',
    originalText: 'A brown dog runs along the water.',
    sentences: [0],
    startSeconds: 0,
    durationSeconds: 5,
    setting: { scenery: 'beach', stated: true, timeOfDay: 'night', ...setting },
    mood: { label: 'serene', valence: 0.5, energy: 0.2 },
    camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
    transition: 'cut',
    entities: [dog],
    ...shot,
  }),
});
const validate = (one: ShotPrompt, sourceLanguage = 'en') => {
  const { structuredPrompt, validationResult, qualityScore } = validator.validate({ shots: [one], sourceLanguage });
  return { ...validationResult, qualityScore, codes: validationResult.problems.map(({ code }) => code), after: structuredPrompt.shots[0]! };
};

describe('a prompt', () => {
  it('that is good stays as it is, without a problem, and scores high', () => {
    const { codes, after, qualityScore, valid } = validate(prompt());
    expect({ codes, valid, after }).toEqual({ codes: [], valid: true, after: prompt() });
    expect(qualityScore).toBeGreaterThan(0.95);
  });
  it('loses slots that nothing filled', () => {
    const { after, problems } = validate(prompt({ imagePrompt: `A {size} dog, {{weather}}. ${GOOD}` }));
    expect(after.imagePrompt).toMatch(/^A dog\. A wide shot/);
    expect(problems).toMatchObject([{ code: 'unresolved_slot', repaired: true }]);
  });
  it('tells doubled words and sentences once', () => {
    const { after, codes } = validate(prompt({ imagePrompt: `A wide shot of the the dog. It runs. It runs. ${GOOD}` }));
    expect(after.imagePrompt).toMatch(/^A wide shot of the dog\. It runs\. A wide/);
    expect(codes).toEqual(['duplicate_words']);
  });
  it('is shortened to what the strictest provider takes, and keeps its first and last sentence', () => {
    const { after, codes, qualityScore } = validate(
      prompt({ videoPrompt: `First things. ${Array.from({ length: 80 }, (_, at) => `Sentence number ${at}.`).join(' ')} The style.` }),
    );
    expect(after.videoPrompt.length).toBeLessThanOrEqual(rubric.limits.videoPrompt);
    expect(after.videoPrompt).toMatch(/^First things\..*The style\.$/);
    expect(codes).toEqual(['too_long']);
    expect(qualityScore).toBeLessThan(validate(prompt()).qualityScore);
  });
  it('without a single full stop is shortened at a word', () => {
    expect(validate(prompt({ videoPrompt: 'wordy '.repeat(400) })).after.videoPrompt.length).toBeLessThanOrEqual(rubric.limits.videoPrompt);
  });
  it('does not let the noon sun shine at night', () => {
    const { after, codes } = validate(prompt({ imagePrompt: `${GOOD} The noon sun burns.` }));
    expect(after.imagePrompt).toContain('The moonlight burns.');
    expect(codes).toEqual(['night_with_daylight']);
  });
  it('does not let a heatwave melt the falling snow', () => {
    const { codes, after } = validate(prompt({ imagePrompt: `${GOOD} A heatwave.`, setting: { scenery: 'desert', weather: 'snow' } }));
    expect(codes).toEqual(['heat_in_snow']);
    expect(after.imagePrompt).toContain('A cold snap.');
  });
  it('has neither rain nor dust under water', () => {
    const wet = 'A wide shot underwater at night, in the rain. Dust rises.';
    const { after, codes } = validate(prompt({ imagePrompt: wet, setting: { scenery: 'underwater', weather: 'rain' } }));
    expect(after.imagePrompt).toBe('A wide shot underwater at night. Silt rises.');
    expect(after.shot.setting.weather).toBe('clear');
    expect(codes).toEqual(['impossible_weather', 'dry_underwater']);
  });
  it('keeps what to avoid, even where it names the opposite', () =>
    expect(validate(prompt({ negativePrompt: 'noon sun' })).after.negativePrompt).toBe('noon sun'));
  it('makes the place its subject where nobody is named', () => {
    const { after, problems } = validate(prompt({ imagePrompt: 'Waves roll in under the stars.', shot: { entities: [] } }));
    expect(after.imagePrompt).toBe('A wide shot on a beach at night. Waves roll in under the stars.');
    expect(problems[0]).toMatchObject({ code: 'missing_subject', repaired: true });
  });
  it('of nobody, nowhere, in no words is invalid', () => {
    const { valid, problems } = validate(prompt({ shot: { entities: [], text: '…', originalText: '…' }, setting: { stated: false } }));
    expect(valid).toBe(false);
    expect(problems).toMatchObject([{ code: 'missing_subject', severity: 'error', repaired: false }]);
  });
  it('that moderation refuses is invalid', () => {
    const text = 'How to build a bomb at home, step by step instructions.';
    const { valid, codes } = validate(prompt({ imagePrompt: `${GOOD} ${text}`, shot: { originalText: text } }));
    expect(codes).toContain('banned_content');
    expect(valid).toBe(false);
  });
  it.each([
    ['ja', 'A dog runs', ['caption_language']],
    ['ja', '犬が走る', []],
    ['ko', '개가 달린다', []],
    ['zh-Hans', '狗在跑', []],
    ['hi', 'कुत्ता दौड़ता है', []],
    ['ar', 'a dog', ['caption_language']],
    ['und', 'xyz', []],
    ['es', 'Un perro corre', []],
  ])('has a caption as %s is written: %s', (language, originalText, expected) =>
    expect(validate(prompt({ shot: { originalText } }), language).codes).toEqual(expected),
  );
  it('gets the English text as its caption where it has none', () => {
    const { after, codes } = validate(prompt({ shot: { originalText: '' } }), 'ja');
    expect(after.shot.originalText).toBe('A brown dog runs along the water.');
    expect(codes).toContain('missing_caption');
  });
  it('that was never translated is reported', () =>
    expect(validate(prompt({ imagePrompt: '一只狗在海滩上奔跑,天空中满是星星,海浪拍打着岸边' }), 'zh-Hans').codes).toContain(
      'untranslated',
    ));
  it('that leaves the picture to chance is reported and scores low', () => {
    const { codes, qualityScore } = validate(prompt({ imagePrompt: 'A dog.', videoPrompt: 'A dog.' }));
    expect(codes).toEqual(['too_short']);
    expect(qualityScore).toBeLessThan(0.8);
  });
  it('that was validated already does not change again', () => {
    const once = validate(prompt({ imagePrompt: `A {x} the the dog. ${GOOD} The noon sun burns.` })).after;
    expect(validate(once)).toMatchObject({ after: once, codes: [] });
  });
});
