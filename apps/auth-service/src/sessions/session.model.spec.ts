import { describe, expect, it } from 'vitest';
import { shownDevice } from './session.model.js';

describe('what a device is called', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64)', 'Mozilla/5.0 (X11; Linux x86_64)'],
    ['one\r\ntwo\tthree\u2028four', 'one two three four'],
    ['=1+1', '1+1'],
    ['  +@-=cmd', 'cmd'],
    ['a\u202Eb\u0000c\uFEFF', 'a b c'],
    ['\u0000\r\n', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is shown as %j', (text, shown) => expect(shownDevice(text)).toBe(shown));

  it('has an end, and no half characters', () => {
    const long = shownDevice(`a${'🦁'.repeat(300)}`)!;
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long).toMatch(/^a🦁+$/u);
  });
});
