import { Entity, Shot, type ShotPrompt } from '@polyreel/contracts';
import { DEFAULT_STYLE, styleNamed } from '@polyreel/film-grammar';
import { describe, expect, it } from 'vitest';
import { PromptEnhancer } from './prompt.enhancer.js';
import { ProviderWording } from './provider.wording.js';

const enhancer = new PromptEnhancer(new ProviderWording());
const dragon = Entity.parse({
  id: 'e1',
  kind: 'character',
  concept: 'dragon',
  label: 'dragon',
  attributes: { colour: 'red', action: 'fly' },
  sentence: 0,
  confidence: 0.9,
});
const plainDragon = Entity.parse({ ...dragon, attributes: {} });
const prompt = (index: number, rest: object = {}, videoPrompt = `A dragon. ${DEFAULT_STYLE.motion}.`): ShotPrompt => ({
  shotIndex: index,
  imagePrompt: 'A dragon.',
  videoPrompt,
  negativePrompt: 'blurry',
  shot: Shot.parse({
    index,
    text: 'A red dragon flies.',
    originalText: 'A red dragon flies.',
    sentences: [0],
    startSeconds: 0,
    durationSeconds: 5,
    setting: { scenery: 'hills', stated: true, timeOfDay: 'sunset' },
    mood: { label: 'epic', valence: 0.3, energy: 0.5 },
    camera: { size: 'wide', angle: 'low', movement: 'dolly_in', stated: false },
    transition: 'cut',
    entities: [dragon],
    ...rest,
  }),
});
const enhance = (...shots: ShotPrompt[]) => enhancer.enhance({ shots, sourceLanguage: 'en' });
const close = { camera: { size: 'close_up', angle: 'eye_level', movement: 'static', stated: false } };

describe('an enhanced prompt', () => {
  const { enhancedPrompt, optimizationApplied } = enhance(prompt(0), prompt(1, { ...close, entities: [plainDragon] }));
  const [first, second] = enhancedPrompt.shots;
  it('names the lens that suits the size of the shot', () => {
    expect(first!.imagePrompt).toContain('24mm lens');
    expect(second!.imagePrompt).toContain('85mm lens');
  });
  it('is lit and coloured by the mood', () => expect(first!.imagePrompt).toMatch(/Lighting: strong rim light.*Palette: gold/));
  it('describes a figure as the film first showed it', () =>
    expect(second!.imagePrompt).toContain('Same appearance as before: a red dragon.'));
  it('goes on from the last frame where the scene runs on', () => {
    expect(second!.videoPrompt).toContain('Continues from the last frame');
    expect(first!.videoPrompt).not.toContain('Continues');
  });
  it('does not go on from the last frame in another scene', () => {
    const later = { setting: { scenery: 'sea', stated: true, timeOfDay: 'night' }, transition: 'fade_black' };
    expect(enhance(prompt(0), prompt(1, later)).enhancedPrompt.shots[1]!.videoPrompt).not.toContain('Continues');
  });
  it('keeps the palette of its scene although the mood turns', () => {
    const sad = { mood: { label: 'melancholic', valence: -0.5, energy: 0.1 } };
    expect(enhance(prompt(0), prompt(1, sad)).enhancedPrompt.shots[1]!.imagePrompt).toContain('Palette: gold');
  });
  it('says what was added', () => {
    expect(optimizationApplied).toEqual(
      expect.arrayContaining([
        'lens',
        'lighting',
        'palette',
        'continuity',
        'last frame',
        'resolution',
        'wording: veo',
        'wording: runway',
        'wording: kling',
      ]),
    );
  });
  it('does not change when it is enhanced again', () =>
    expect(enhancer.enhance(enhancedPrompt)).toEqual({ enhancedPrompt, optimizationApplied }));
  it('never grows beyond what the strictest provider takes', () => {
    const long = prompt(0, {}, `${'A very long story. '.repeat(51)}`);
    expect(enhance(long).enhancedPrompt.shots[0]!.videoPrompt.length).toBeLessThanOrEqual(1000);
  });
});

describe("a provider's wording", () => {
  const [shot] = enhance(prompt(0)).enhancedPrompt.shots;
  it('is prose with sound for Veo', () => {
    expect(shot!.wordings!['veo']).toBe(
      'A low-angle wide shot of a red dragon flying, among rolling hills at sunset. A red dragon flies. The camera pushes in. ' +
        'Golden backlight and long shadows, epic, majestic atmosphere. Cinematic live-action film, natural motion. Audio: wind over grass.',
    );
  });
  it('begins with the movement for Runway and stays short', () => {
    expect(shot!.wordings!['runway']).toMatch(/^The camera pushes in: a low-angle wide shot of a red dragon/);
    expect(shot!.wordings!['runway']!.length).toBeLessThan(shot!.wordings!['veo']!.length);
  });
  it('puts the camera in brackets for Kling', () => expect(shot!.wordings!['kling']).toMatch(/^\[Push in\] A low-angle wide shot/));
  it('speaks in the style of the prompt', () => {
    const anime = enhance(prompt(0, {}, `A dragon. ${styleNamed('anime').motion}.`)).enhancedPrompt.shots[0]!;
    expect(anime.wordings!['kling']).toContain(styleNamed('anime').motion);
  });
  it('drops the story where it would be too long', () => {
    const wordy = enhance(prompt(0, { text: 'So it goes on. '.repeat(200) })).enhancedPrompt.shots[0]!;
    expect(wordy.wordings!['runway']!.length).toBeLessThanOrEqual(900);
    expect(wordy.wordings!['runway']).toContain('a red dragon flying');
  });
});
