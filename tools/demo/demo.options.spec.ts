import { describe, expect, it } from 'vitest';
import { parseDemo, requestFor } from './demo.options.js';

const asked = (...args: string[]) => {
  const options = parseDemo(args, '/home/me')!;
  return { ...options, request: requestFor(options, options.prompt) };
};
const refusal = (...args: string[]) => {
  try {
    asked(...args);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('the command line of the demo', () => {
  it('takes a prompt with or without quotes', () => {
    expect(asked('a red dragon').request.prompt).toBe('a red dragon');
    expect(asked('a', 'red', 'dragon').request.prompt).toBe('a red dragon');
  });

  it('hands every option to the API', () => {
    const { request, output, json, timeoutSeconds } = asked(
      ...[
        '犬が走る',
        '-o',
        'film.mp4',
        '--duration',
        '12.5',
        '--aspect',
        '9:16',
        '--seed',
        '7',
        '--language',
        'ja',
        '--resolution',
        '480p',
      ],
      ...['--quality', 'draft', '--style', 'ink', '--no-music', '--burn-in', '--dry-run', '--json', '--timeout', '60'],
    );
    expect(request).toMatchObject({
      prompt: '犬が走る',
      durationSeconds: 12.5,
      aspectRatio: '9:16',
      seed: 7,
      language: 'ja',
      resolution: '480p',
      quality: 'draft',
      style: 'ink',
      music: false,
      captions: { burnIn: true },
      dryRun: true,
    });
    expect({ output, json, timeoutSeconds }).toEqual({ output: '/home/me/film.mp4', json: true, timeoutSeconds: 60 });
  });

  it('leaves the length and the language to the text unless told', () => {
    const { request } = asked('a dog runs');
    expect([request.durationSeconds, request.language]).toEqual([undefined, undefined]);
    expect(request).toMatchObject({ aspectRatio: '16:9', music: true, dryRun: false });
  });

  it.each([
    [['x', '--duration', '0'], 'validation_failed', 65],
    [['x', '--duration', '61'], 'validation_failed', 65],
    [['x', '--duration', 'long'], 'invalid_option', 64],
    [['x', '--aspect', '3:1'], 'usage', 64],
    [['x', '--language', 'klingon'], 'validation_failed', 65],
    [['x', '--language', 'xq'], 'language_unknown', 65],
    [['x', '--seed', '1.5'], 'validation_failed', 65],
    [['x', '--frobnicate'], 'usage', 64],
    [['  '], 'prompt_empty', 65],
    [[], 'usage', 64],
  ])('refuses %j with %s before anything starts', (args, code, exitCode) => {
    expect(refusal(...args)).toMatchObject({ code, exitCode });
  });

  it('refuses a prompt of more than 5,000 characters, an emoji counting as one', () => {
    expect(refusal('a'.repeat(5_001))).toMatchObject({ code: 'prompt_too_long', exitCode: 65 });
    expect(refusal('🐉'.repeat(5_000))).toBeUndefined();
  });
});
