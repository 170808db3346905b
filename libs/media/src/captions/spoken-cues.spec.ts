import { describe, expect, it } from 'vitest';
import { captionsFor } from './cues.js';
import type { Listening } from './spoken-cues.js';

/** Says everything at one pace, from half a second on: each piece takes so long, and a pause follows each sentence. */
const paced =
  (seconds: number, pause: number): Listening =>
  (sentences) => {
    let at = 0.5 - pause;
    return sentences.map((pieces) => {
      at += pause;
      return pieces.map(() => ({ startSeconds: at, endSeconds: (at += seconds) }));
    });
  };
const shots = (...texts: string[]) => texts.map((text, at) => ({ text, startSeconds: at * 12, durationSeconds: 12 }));
const cuesOf = (texts: string[], heard: Listening, language = 'en') => captionsFor(shots(...texts), { language, heard }).cues;

describe('captions of a voice', () => {
  it('come with the first word of a sentence and go with the last, and rest in the pause', () => {
    const cues = cuesOf(['A dragon sleeps in a cave.', 'It wakes up and roars.'], paced(0.3, 1));
    expect(cues).toEqual([
      { startSeconds: 0.5, endSeconds: expect.closeTo(2.3) as number, lines: ['A dragon sleeps in a cave.'] },
      { startSeconds: expect.closeTo(3.3) as number, endSeconds: expect.closeTo(4.8) as number, lines: ['It wakes up and roars.'] },
    ]);
  });

  it('do not flicker where the next sentence follows at once', () => {
    const cues = cuesOf(['A dragon sleeps in a cave. It wakes up and roars.'], paced(0.3, 0.2));
    expect(cues.map(({ startSeconds }) => startSeconds)).toEqual([0.5, expect.closeTo(2.5)]);
    expect(cues[0]!.endSeconds).toBe(cues[1]!.startSeconds);
  });

  it('end at a long pause within a sentence', () => {
    const hesitant: Listening = (sentences) =>
      sentences.map((pieces) =>
        pieces.map((_, at) => ({ startSeconds: at * 0.5 + (at > 3 ? 2 : 0), endSeconds: at * 0.5 + 0.5 + (at > 3 ? 2 : 0) })),
      );
    expect(cuesOf(['The old ship sails over the wide sea.'], hesitant).map(({ lines }) => lines)).toEqual([
      ['The old ship sails'],
      ['over the wide sea.'],
    ]);
  });

  it('part a long sentence where its own words are heard, and leave nothing out however fast it is', () => {
    const text = `${'The keeper climbs the narrow stairs of the lighthouse, and '.repeat(5)}lights the lamp.`;
    const { cues, shortened } = captionsFor(shots(text), { language: 'en', heard: paced(0.06, 0.3) });
    expect(shortened).toBe(0);
    expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe(text);
    for (const { lines } of cues) expect(lines.length).toBeLessThanOrEqual(2);
    // The first word of each cue is the n-th of the text, and each takes 0.06 s.
    let before = 0;
    for (const { startSeconds, lines } of cues) {
      expect(startSeconds).toBeCloseTo(0.5 + before * 0.06);
      before += lines.join(' ').split(' ').length;
    }
  });

  it('part a long sentence at its comma', () => {
    const text = 'Then a storm comes down upon the sleeping village, and lightning shows the distant mountains.';
    expect(cuesOf([text], paced(0.3, 0.5)).map(({ lines }) => lines.join(' '))).toEqual([
      'Then a storm comes down upon the sleeping village,',
      'and lightning shows the distant mountains.',
    ]);
  });

  it('show a word of a moment with what is said beside it', () => {
    expect(cuesOf(['Rain. Night. A street.'], paced(0.3, 0.1)).map(({ lines }) => lines)).toEqual([['Rain. Night. A street.']]);
    expect(cuesOf(['雨。夜。街。'], paced(0.2, 0.1), 'ja').map(({ lines }) => lines)).toEqual([['雨。夜。街。']]);
  });

  it('give a sentence that nobody heard a moment of its own', () => {
    const lost: Listening = (sentences) =>
      sentences.map((pieces, at) => pieces.map(() => ({ startSeconds: at > 0 ? 2 : 0.5, endSeconds: at === 2 ? 4 : 2 })));
    const cues = cuesOf(
      [
        'A dragon sleeps in a very deep cave of stone, far below the mountain.',
        'Nobody heard that a knight in armour comes along the winding road.',
        'And then he laughs aloud until the mountains answer him from afar.',
      ],
      lost,
    );
    expect(cues).toHaveLength(3);
    cues.forEach(({ startSeconds, endSeconds }, at) => {
      expect(endSeconds - startSeconds).toBeGreaterThanOrEqual(0.29);
      if (at > 0) expect(startSeconds).toBeGreaterThanOrEqual(cues[at - 1]!.endSeconds - 1e-9);
    });
  });

  it('mark right-to-left lines and break between words in scripts without spaces as others do', () => {
    const [line] = cuesOf(['Polyreel מציגה סרט'], paced(0.4, 0.5), 'he')[0]!.lines;
    expect(line).toBe('\u200fPolyreel מציגה סרט');
    const text = 'มังกรสีแดงบินอยู่เหนือปราสาทในยามพระอาทิตย์ตก จากนั้นพายุค่อยๆ เคลื่อนลงมาปกคลุมเมืองเก่าและสายฟ้าก็ส่องสว่างทั่วท้องฟ้า';
    expect(
      cuesOf([text], paced(0.3, 0.5), 'th')
        .flatMap(({ lines }) => lines)
        .join('')
        .replace(/\s/g, ''),
    ).toBe(text.replace(/\s/g, ''));
  });
});
