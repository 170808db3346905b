import { describe, expect, it } from 'vitest';
import { asks, filled, type TemplateValues, unknownPlaceholders } from './request-template.js';

const values: TemplateValues = {
  prompt: 'a {{seed}} in the rain',
  negativePrompt: '',
  seed: 7,
  aspectRatio: '16:9',
  resolution: '360p',
  width: 640,
  height: 360,
  seconds: 3,
  framesPerSecond: 24,
  frames: 73,
};

describe('a request template', () => {
  it('gives values their own types, and words inside words', () => {
    expect(
      filled({ seed: '{{seed}}', size: '{{width}}x{{height}}', nested: [{ n: '{{frames}}' }], fixed: true, none: null }, values),
    ).toEqual({
      seed: 7,
      size: '640x360',
      nested: [{ n: 73 }],
      fixed: true,
      none: null,
    });
  });

  it('leaves out what has no value, and keeps what is empty', () => {
    expect(filled({ image: '{{still}}', negative: '{{negativePrompt}}' }, values)).toEqual({ negative: '' });
  });

  it('takes a prompt as words and never as a template', () => {
    expect(filled({ text: '{{prompt}}', framed: '“{{prompt}}”' }, values)).toEqual({
      text: 'a {{seed}} in the rain',
      framed: '“a {{seed}} in the rain”',
    });
  });

  it('names the placeholders that nothing fills', () => {
    expect(unknownPlaceholders({ a: '{{prompt}} {{mood}}', b: ['{{toString}}'] })).toEqual(['mood', 'toString']);
    expect(asks({ a: { b: '{{still}}' } }, 'still')).toBe(true);
  });
});
