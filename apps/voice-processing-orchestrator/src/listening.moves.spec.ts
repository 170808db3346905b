import {
  type DataOf,
  GenerationOptions,
  type SpeechTranscribed,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
} from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import type { Next, Run } from './ending.moves.js';
import * as moves from './listening.moves.js';
import { fault, heard, prepared, SAID, transcribed } from './voice.fixture.js';
import { acceptedState, type VoiceState, type VoiceStep } from './voice.state.js';

const id = 'a3f1c1d2-0000-4000-8000-000000000001';
const generationId = 'a3f1c1d2-0000-4000-8000-000000000002';
const recording = {
  format: 'wav',
  codec: 'pcm_s16le',
  contentType: 'audio/wav',
  bytes: 1,
  durationSeconds: 5,
  sampleRate: 16_000,
  channels: 1,
} as const;

const begun = (more: Partial<VoiceState> = {}): Run => ({
  id,
  step: 'preparing',
  state: { ...acceptedState({ userId: 'ada', tier: 'pro' }, recording, {}), ...more },
  startedAt: new Date(),
});
const filmed = (narrate: boolean, more: Partial<VoiceState> = {}) =>
  begun({ generation: { generationId, options: GenerationOptions.parse({}), narrate }, ...more });

/** The run after each move in turn. A move that changes nothing leaves it as it was. */
function after(run: Run, ...steps: readonly ((run: Run) => Next | undefined)[]): { run: Run; last: Next | undefined } {
  let last: Next | undefined;
  for (const step of steps) {
    last = step(run);
    run = { ...run, state: last?.state ?? run.state, step: (last?.to ?? run.step) as VoiceStep };
  }
  return { run, last };
}
const hearing = {
  prepared: (seconds?: number) => (run: Run) => moves.prepared(run, prepared(id, seconds).data),
  said: (more?: Partial<DataOf<typeof SpeechTranscribed>>) => (run: Run) => moves.transcribed(run, transcribed(id, more).data),
  language:
    (detectedLanguage = 'en', confidenceScore = 0.8) =>
    (run: Run) =>
      moves.languageHeard(run, heard(id, { detectedLanguage, confidenceScore }).data),
};
const emitted = (next: Next | undefined, contract: unknown) => next?.emit?.find((fact) => fact.contract === contract)?.data;
const failure = (next: Next | undefined) => emitted(next, VoiceProcessingFailed) as DataOf<typeof VoiceProcessingFailed> | undefined;
const completion = (next: Next | undefined) =>
  emitted(next, VoiceProcessingCompleted) as DataOf<typeof VoiceProcessingCompleted> | undefined;
const whole = (run: Run, said?: Partial<DataOf<typeof SpeechTranscribed>>, seconds?: number) =>
  after(run, hearing.prepared(seconds), hearing.said(said), hearing.language());

describe('listening to a recording', () => {
  it('waits for the words and for the language, and then says what was said', () => {
    const { run, last } = whole(begun());
    expect(run).toMatchObject({ step: 'completed', state: { phase: 'done', progress: 100, language: { code: 'en', agreed: true } } });
    expect(completion(last)).toMatchObject({ finalText: SAID, language: 'en', confidenceScore: 0.9, userId: 'ada', tier: 'pro' });
    expect(completion(last)).not.toHaveProperty('narration', expect.anything());
  });

  it('ends the same in whatever order its branches report, also before the preparation is heard of', () => {
    const steps = [hearing.prepared(), hearing.said(), hearing.language()];
    for (const [a, b, c] of [
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ] as const) {
      const { run, last } = after(begun(), steps[a]!, steps[b]!, steps[c]!);
      expect(run.step).toBe('completed');
      expect(completion(last)?.finalText).toBe(SAID);
      expect(run.state.timeline.map(({ progress }) => progress)).toEqual(
        [...run.state.timeline.map(({ progress }) => progress)].sort((x, y) => x - y),
      );
    }
  });

  it('sums up what was paid for it, each part once', () => {
    const said = hearing.said({ costUsd: 0.25 });
    const ear = (run: Run) => moves.languageHeard(run, heard(id, { costUsd: 0.5 }).data);
    const { run, last } = after(begun(), hearing.prepared(), said, said, ear);
    expect(run.state.costUsd).toBe(0.75);
    expect(completion(last)?.costUsd).toBe(0.75);
  });

  it('changes nothing where it hears the same again', () => {
    const { run } = after(begun(), hearing.prepared(), hearing.said());
    expect(after(run, hearing.prepared()).last).toBeUndefined();
    expect(after(run, hearing.said({ transcribedText: 'something else altogether' })).last).toBeUndefined();
  });

  it('gives the ear a little time once the words are there, and then goes on without, and says so', () => {
    const { run } = after(begun(), hearing.prepared(), hearing.said());
    expect(run.step).toBe('settling');
    const { run: end, last } = after(run, moves.earOverdue);
    expect(completion(last)).toMatchObject({ language: 'en' });
    expect(end.state.language?.opinions.map(({ by }) => by)).toEqual(['engine', 'text']);
    expect(end.state.timeline.map(({ message }) => message).join()).toContain('takes too long');
  });

  it('goes on without an ear that gives up, whenever that is', () => {
    expect(completion(after(begun(), hearing.prepared(), moves.earFaulted, hearing.said()).last)).toBeDefined();
    expect(completion(after(begun(), hearing.prepared(), hearing.said(), moves.earFaulted).last)).toBeDefined();
    expect(after(begun(), hearing.language(), moves.earFaulted).last).toBeUndefined();
  });

  it('tells in the timeline and in the view who disagrees', () => {
    const { run } = after(begun({ languageHint: 'de' }), hearing.prepared(), hearing.said(), hearing.language('en', 0.9));
    expect(run.state.language).toMatchObject({ code: 'de', agreed: false });
    expect(run.state.timeline.map(({ message }) => message).join()).toContain('the caller says German (100 %)');
  });
});

describe('what cannot be gone on with', () => {
  it.each([
    ['a few letters', 'Uh, oh hi.'],
    ['punctuation', '... !!! ??? --- ... !!!'],
    ['nothing', '   '],
  ])('is %s', (_, transcribedText) => {
    const { run, last } = whole(begun(), { transcribedText });
    expect(failure(last)).toMatchObject({ errorCode: 'voice_too_short', userId: 'ada' });
    expect(run).toMatchObject({ step: 'failed', state: { error: { code: 'voice_too_short' } } });
  });

  it('is not ten letters of any script, or digits', () => {
    for (const transcribedText of ['龍が城の上を夜に飛んでいる', '1 2 3 4 5 6 7 8 9 10', 'abcdefghij'])
      expect(completion(whole(begun(), { transcribedText }).last)?.finalText).toBe(transcribedText);
  });

  it('is a language that the engine does not know, where an ear is sure of it or the caller says so', () => {
    const deaf = { engine: 'pocketsphinx en-us', languageHeard: false, confidenceScore: 0.3 };
    const { last } = after(begun(), hearing.prepared(), hearing.said(deaf), hearing.language('de', 0.9));
    expect(failure(last)).toMatchObject({ errorCode: 'voice_language_unsupported' });
    expect(failure(last)?.message).toContain('German is spoken, and pocketsphinx en-us knows English only');
    expect(failure(after(begun({ languageHint: 'es' }), hearing.prepared(), hearing.said(deaf), moves.earFaulted).last)).toMatchObject({
      errorCode: 'voice_language_unsupported',
    });
    expect(completion(after(begun(), hearing.prepared(), hearing.said(deaf), hearing.language('de', 0.5)).last)).toBeDefined();
    expect(completion(after(begun(), hearing.prepared(), hearing.said(), hearing.language('de', 0.9)).last)).toBeDefined();
  });

  it.each([
    ['audio-preprocessing-service', 'voice_no_speech', 'voice_no_speech'],
    ['audio-preprocessing-service', undefined, 'voice_step_failed'],
    ['audio-preprocessing-service', 'ECONNREFUSED', 'voice_step_failed'],
    ['speech-recognition-service', 'voice_language_unsupported', 'voice_language_unsupported'],
    ['speech-recognition-service', 'provider_down', 'voice_recognition_failed'],
  ])('is what %s gives up with %s', (service, code, expected) => {
    const { run, last } = after(begun(), (it) => moves.stepFaulted(it, fault(id, service, { message: 'at 10.0.0.7', code }).data));
    expect(failure(last)).toMatchObject({ errorCode: expected });
    expect(run.step).toBe('failed');
    // What broke inside is nobody's business outside.
    expect(failure(last)?.message.includes('10.0.0.7')).toBe(code === expected);
  });

  it('is not what somebody gives up after its work is done', () => {
    const { run } = after(begun(), hearing.prepared(), hearing.said());
    for (const service of ['audio-preprocessing-service', 'speech-recognition-service'])
      expect(moves.stepFaulted(run, fault(id, service, { message: 'x' }).data)).toBeUndefined();
  });

  it('is what takes too long', () => {
    expect(failure(moves.overdue(begun()))).toMatchObject({
      errorCode: 'voice_overdue',
      message: 'The recording was not prepared in time.',
    });
    expect(failure(moves.overdue({ ...begun(), step: 'listening' }))?.message).toBe('The recording was not written down in time.');
  });
});

describe('a film of a recording', () => {
  it('begins with all that is known of it, and hears the voice where that is wanted', () => {
    const { last } = whole(filmed(true), undefined, 14);
    expect(completion(last)).toMatchObject({
      generation: { generationId, narrate: true, options: { resolution: '720p' } },
      narration: { durationSeconds: 14, audio: { key: `voices/${id}/soundtrack.flac` } },
    });
    expect(completion(last)?.narration?.words).toHaveLength(SAID.split(' ').length);
    expect(completion(whole(filmed(false)).last)?.narration).toBeUndefined();
  });

  it('is refused as soon as it is known that the speech is longer than a film, and only where it is to be heard', () => {
    expect(failure(after(filmed(true), hearing.prepared(60.5)).last)).toMatchObject({ errorCode: 'voice_too_long_for_film' });
    expect(after(filmed(true), hearing.prepared(60)).run.step).toBe('listening');
    expect(completion(whole(filmed(false), undefined, 300).last)).toBeDefined();
    expect(completion(whole(begun(), undefined, 300).last)).toBeDefined();
  });

  it('that is to hear the voice needs to know when each word is said', () => {
    expect(failure(whole(filmed(true), { words: [] }).last)).toMatchObject({ errorCode: 'voice_without_word_times' });
    expect(completion(whole(filmed(false), { words: [] }).last)).toBeDefined();
  });

  it('has no longer a prompt than any other, counted in characters; words without a film may be longer', () => {
    const long = { transcribedText: '🐉 dragon '.repeat(556).trim() };
    expect([...long.transcribedText]).toHaveLength(5_003);
    expect(failure(whole(filmed(false), long).last)).toMatchObject({ errorCode: 'voice_too_long_for_prompt' });
    expect(completion(whole(begun(), long).last)?.finalText).toHaveLength(long.transcribedText.length);
    const fits = { transcribedText: '🐉'.repeat(100) + 'dragon fly'.repeat(490) };
    expect(completion(whole(filmed(false), fits).last)).toBeDefined();
  });
});
