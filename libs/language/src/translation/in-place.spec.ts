import { expect, it } from 'vitest';
import { inPlace } from './in-place.js';

it('keeps line breaks and list marks between translated sentences', () => {
  expect(inPlace('- Uno.\n- Dos.\n\nTres.', ['Uno.', 'Dos.', 'Tres.'], ['One.', 'Two.', 'Three.'])).toBe('- One.\n- Two.\n\nThree.');
});
it('parts sentences of scripts that have neither spaces nor full stops', () => {
  expect(inPlace('一。二。', ['一。', '二。'], ['One.', 'Two.'])).toBe('One. Two.');
  expect(inPlace('หนึ่ง สอง', ['หนึ่ง', 'สอง'], ['One', 'Two'])).toBe('One. Two');
});
