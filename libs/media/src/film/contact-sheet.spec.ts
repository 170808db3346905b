import { describe, expect, it } from 'vitest';
import { sheetFor } from './contact-sheet.js';

describe('a contact sheet', () => {
  it.each([
    [1, { pictures: 1, columns: 1, rows: 1 }],
    [6, { pictures: 6, columns: 3, rows: 2 }],
    [10, { pictures: 10, columns: 5, rows: 2 }],
    [60, { pictures: 60, columns: 8, rows: 8 }],
  ])('of %d seconds is a tidy grid', (seconds, sheet) => {
    expect(sheetFor(seconds * 24, 24)).toEqual(sheet);
  });

  it('counts a second that is at least half there', () => {
    expect(sheetFor(24 * 4 + 13, 24).pictures).toBe(5);
    expect(sheetFor(24 * 4 + 11, 24).pictures).toBe(4);
  });
});
