import { describe, expect, it } from 'vitest';
import { sheetFor } from './contact-sheet.js';

const picture = { width: 1280, height: 720, framesPerSecond: 24 };

describe('a contact sheet', () => {
  it.each([
    [1, { pictures: 1, columns: 1, rows: 1 }],
    [6, { pictures: 6, columns: 3, rows: 2 }],
    [10, { pictures: 10, columns: 5, rows: 2 }],
    [60, { pictures: 60, columns: 8, rows: 8 }],
  ])('of %d seconds is a tidy grid', (seconds, sheet) => {
    expect(sheetFor(seconds * 24, picture)).toMatchObject(sheet);
  });

  it('counts a second that is at least half there', () => {
    expect(sheetFor(24 * 4 + 13, picture).pictures).toBe(5);
    expect(sheetFor(24 * 4 + 11, picture).pictures).toBe(4);
  });

  it('keeps the shape of the film in every picture, smaller where there are many or they are tall', () => {
    expect(sheetFor(240, picture).cell).toEqual({ width: 320, height: 180 });
    expect(sheetFor(24 * 60, picture).cell).toEqual({ width: 240, height: 135 });
    expect(sheetFor(240, { ...picture, width: 720, height: 1280 }).cell).toEqual({ width: 240, height: 427 });
  });
});
