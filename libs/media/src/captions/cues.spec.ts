import { describe, expect, it } from 'vitest';
import { columnsOf } from './caption-text.js';
import { captionsFor } from './cues.js';

const shot = (text: string, startSeconds = 0, durationSeconds = 8) => ({ text, startSeconds, durationSeconds });
const linesIn = (text: string, language: string, durationSeconds = 30) =>
  captionsFor([shot(text, 0, durationSeconds)], { language }).cues.flatMap(({ lines }) => lines);

const FILMS: Record<string, string> = {
  ar: 'تنين أحمر يحلق فوق القلعة عند الغروب. ثم تهبط العاصفة ببطء على المدينة القديمة وتضيء البروق السماء.',
  he: 'דרקון אדום עף מעל הטירה בשקיעה. הסערה יורדת לאט על העיר העתיקה.',
  hi: 'एक लाल अजगर सूर्यास्त के समय किले के ऊपर उड़ता है। फिर तूफ़ान धीरे-धीरे पुराने शहर पर उतरता है।',
  ta: 'சூரியன் மறையும் நேரத்தில் ஒரு சிவப்பு டிராகன் கோட்டையின் மேல் பறக்கிறது. பின்னர் புயல் இறங்குகிறது.',
  th: 'มังกรสีแดงบินอยู่เหนือปราสาทในยามพระอาทิตย์ตก จากนั้นพายุค่อยๆ เคลื่อนลงมาปกคลุมเมืองเก่าและสายฟ้าก็ส่องสว่างทั่วท้องฟ้า',
  ja: '夕暮れの空を赤い竜が城の上へゆっくりと飛んでいく。やがて嵐が古い街に静かに降りてきて、稲妻が「遠くの山々」を照らし出す。',
  ko: '해질 무렵 붉은 용이 성 위를 천천히 날아간다. 그러고 나서 폭풍이 오래된 도시 위로 내려앉는다.',
  zh: '夕阳西下，一条红龙飞过城堡的上空。随后风暴慢慢降临古城，闪电照亮了远处的群山和寂静的村庄。',
  km: 'នាគក្រហមហោះហើរពីលើប្រាសាទនៅពេលថ្ងៃលិច។ បន្ទាប់មកព្យុះបានចុះមកលើទីក្រុងចាស់យឺតៗ។',
  de: 'Ein roter Drache fliegt bei Sonnenuntergang über die Burg, und dann zieht der Sturm langsam über die alte Stadt hinweg.',
};

describe('captions of a film', () => {
  it.each(Object.entries(FILMS))('in %s keep every letter in order, on lines that fit', (language, text) => {
    const lines = linesIn(text, language);
    expect(lines.join('').replace(/[\s\u200f]/gu, '')).toBe(text.normalize('NFC').replace(/\s/gu, ''));
    for (const line of lines) {
      expect(columnsOf(line)).toBeLessThanOrEqual(42);
      expect(line).not.toMatch(/^[\p{Mn}、。，」”,.!?]|[「“(]$/u);
    }
    for (const { lines: cue } of captionsFor([shot(text)], { language }).cues) expect(cue.length).toBeLessThanOrEqual(2);
  });

  it.each(['th', 'ja', 'zh', 'km'])('in %s break between words of the language, which has no spaces', (language) => {
    const lines = linesIn(FILMS[language]!, language);
    const words = new Intl.Segmenter(language, { granularity: 'word' });
    const edges = new Set(Array.from(words.segment(FILMS[language]!.replace(/\s/gu, '')), ({ index }) => index));
    let at = 0;
    const bad = lines.filter(
      (line) => !edges.has((at += line.replace(/\s/gu, '').length)) && at < FILMS[language]!.replace(/\s/gu, '').length,
    );
    expect(bad).toEqual([]);
  });

  it('hold at most twenty full-width letters a line', () => {
    for (const line of linesIn(FILMS['ja']!, 'ja')) expect(line.length).toBeLessThanOrEqual(20);
  });

  it('cover every shot from its first moment to its last, without gaps or overlaps', () => {
    const shots = [shot('One dragon.', 0, 2), shot(FILMS['de']!, 2, 6), shot('The end.', 8, 1.5)];
    const { cues } = captionsFor(shots, { language: 'en' });
    expect(cues[0]!.startSeconds).toBe(0);
    expect(cues.at(-1)!.endSeconds).toBeCloseTo(9.5);
    cues.slice(1).forEach((cue, i) => expect(cue.startSeconds).toBeCloseTo(cues[i]!.endSeconds));
    for (const { startSeconds } of shots) expect(cues.some((cue) => Math.abs(cue.startSeconds - startSeconds) < 1e-9)).toBe(true);
  });

  it('do not start anew when two shots tell the same sentence', () => {
    const { cues } = captionsFor([shot('A whale dives.', 0, 3), shot('A whale dives.', 3, 3)], { language: 'en' });
    expect(cues).toEqual([{ startSeconds: 0, endSeconds: 6, lines: ['A whale dives.'] }]);
  });

  it('leave out a shot without words, also one of control characters only', () => {
    expect(captionsFor([shot('  \u200b\u202e\n ')], { language: 'en' }).cues).toEqual([]);
  });

  it('drop characters that reorder or hide text but keep the joiners that scripts need', () => {
    expect(linesIn('\u202eevil\u2066 text\ufeff', 'en')).toEqual(['evil text']);
    expect(linesIn('پرواز می\u200cکند', 'fa')).toEqual(['پرواز می\u200cکند']);
    expect(linesIn('👩\u200d🚀 flies', 'en')).toEqual(['👩\u200d🚀 flies']);
  });

  it('mark a line of Hebrew that begins with a Latin name, so that players do not turn it round', () => {
    expect(linesIn('Polyreel מציגה סרט', 'he')).toEqual(['\u200fPolyreel מציגה סרט']);
    expect(linesIn('Polyreel shows a film', 'en')).toEqual(['Polyreel shows a film']);
  });

  it('shorten what nobody could read in the time, and say so', () => {
    const { cues, shortened } = captionsFor([shot(`${FILMS['de']!} `.repeat(20), 0, 3)], { language: 'de' });
    expect(shortened).toBe(1);
    expect(cues.at(-1)!.lines.at(-1)).toMatch(/…$/);
    for (const { startSeconds, endSeconds } of cues) expect(endSeconds - startSeconds).toBeGreaterThanOrEqual(0.7 - 1e-9);
  });

  it('cut a word that is longer than a line between letters, never inside one', () => {
    const lines = linesIn('👩‍🚀'.repeat(50), 'en');
    expect(lines.join('')).toBe('👩‍🚀'.repeat(50));
    for (const line of lines) expect(line).toMatch(/^(👩‍🚀)+$/u);
  });

  it('cut five thousand characters without spaces in reasonable time', () => {
    expect(captionsFor([shot('嵐'.repeat(5000), 0, 60)], { language: 'ja' }).shortened).toBe(1);
  });
});
