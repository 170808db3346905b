import { describe, expect, it } from 'vitest';
import { captionCoverage } from '../quality/caption-coverage.js';
import { fontFor, toSubRip, toSubStation, toWebVtt } from './caption-files.js';
import { captionsFor } from './cues.js';
import { trackLanguage } from './iso639.js';

const hostile = '{\\an8}<i>loud</i> & 00:00:00.000 --> 00:00:09.000 \\N {\\p1}m 0 0';
const written = (text: string, language = 'en') => captionsFor([{ text, startSeconds: 1.5, durationSeconds: 6 }], { language });

describe('caption files', () => {
  it('are WebVTT with hours, milliseconds and numbered cues', () => {
    expect(toWebVtt(written('A red dragon flies.'))).toBe('WEBVTT\n\n1\n00:00:01.500 --> 00:00:07.500\nA red dragon flies.\n');
  });

  it('are SubRip with a comma before the milliseconds', () => {
    expect(toSubRip(written('A red dragon flies.'))).toBe('1\n00:00:01,500 --> 00:00:07,500\nA red dragon flies.\n');
  });

  it('show markup in WebVTT instead of obeying it', () => {
    const vtt = toWebVtt(written(hostile));
    expect(vtt).toContain('&lt;i&gt;loud&lt;/i&gt;');
    expect(vtt.match(/-->/g)).toHaveLength(written(hostile).cues.length);
  });

  it('let nothing through in SubRip and SubStation that a player could read as an instruction', () => {
    const srt = toSubRip(written(hostile));
    expect(srt.match(/-->/g)).toHaveLength(written(hostile).cues.length);
    expect(srt).not.toMatch(/[{}<\\]/);
    const dialogue = toSubStation(written(hostile), { width: 1280, height: 720 })
      .split('\n')
      .filter((line) => line.startsWith('Dialogue'))
      .join('');
    expect(dialogue.replaceAll('\\N', '')).not.toMatch(/[{}\\]/);
  });

  it('cover the time of their shots', () => {
    expect(captionCoverage(toWebVtt(written('A red dragon flies.')), 12)).toBeCloseTo(0.5);
    expect(captionCoverage(toSubRip(written('A red dragon flies.')), 12)).toBeCloseTo(0.5);
    expect(captionCoverage('WEBVTT\n', 12)).toBe(0);
  });

  it.each([
    ['تنين أحمر', 'ar', 'Noto Sans Arabic'],
    ['एक लाल अजगर', 'hi', 'Noto Sans Devanagari'],
    ['赤い竜が飛ぶ', 'ja', 'Noto Sans CJK JP'],
    ['红龙', 'zh', 'Noto Sans CJK SC'],
    ['紅龍', 'zh-Hant', 'Noto Sans CJK TC'],
    ['漢字', 'ja', 'Noto Sans CJK JP'],
    ['Drache', 'de', 'Noto Sans'],
    ['Дракон', 'ru', 'Noto Sans'],
  ])('set %s (%s) in %s', (text, language, font) => {
    expect(fontFor(text, language)).toBe(font);
  });

  it.each([
    ['de', 'deu'],
    ['zh-Hant', 'zho'],
    ['ckb', 'ckb'],
    ['xx', 'und'],
  ])('label a track in %s as %s', (language, code) => {
    expect(trackLanguage(language)).toBe(code);
  });
});
