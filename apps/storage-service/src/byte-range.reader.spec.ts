import { describe, expect, it } from 'vitest';
import { askedRange } from './byte-range.reader.js';

describe('a Range header on a file of 1000 bytes', () => {
  it.each([
    [undefined, 'whole'],
    ['bytes=0-', { start: 0, end: 999 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=200-299', { start: 200, end: 299 }],
    ['bytes=900-5000', { start: 900, end: 999 }],
    ['bytes=-100', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=0-1,5-9', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=a-b', 'whole'],
  ])('%j asks for %j', (header, asked) => {
    expect(askedRange(header, 1000)).toEqual(asked);
  });

  it('cannot be satisfied by an empty file', () => {
    expect(askedRange('bytes=0-', 0)).toBe('unsatisfiable');
  });
});
