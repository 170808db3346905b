import { describe, expect, it } from 'vitest';
import { alignSpeech } from './align-speech.js';

/** Words of half a second each, with a pause of a second where a bar stands. */
function spoken(text: string, separator = ' ') {
  let at = 0;
  return text.split(separator).flatMap((word) => {
    if (word === '|') {
      at += 1;
      return [];
    }
    const startSeconds = at;
    return [{ text: word, startSeconds, endSeconds: (at += 0.5) }];
  });
}
const times = (sentences: string[][], words: ReturnType<typeof spoken>) =>
  alignSpeech(sentences, words).map((pieces) =>
    pieces.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds].map((s) => Math.round(s * 100) / 100)),
  );

describe('a text beside what was heard', () => {
  it('has the times of its words, whatever its case, accents and punctuation', () => {
    expect(times([['A ', 'café, ', '«closed».'], ['Rain!']], spoken('a CAFE closed | rain'))).toEqual([
      [
        [0, 0.5],
        [0.5, 1],
        [1, 1.5],
      ],
      [[2.5, 3]],
    ]);
  });

  it('keeps its times where a word was misheard, left out or written as a number', () => {
    const [first, second] = times([['Five dragons fly.'], ['They burn 3 houses.']], spoken('5 drag on fly | they burned three houses'));
    expect(first).toEqual([[0, 2]]);
    expect(second).toEqual([[3, 5]]);
  });

  it('leaves a pause between sentences to itself where the word beside it was not heard', () => {
    const [first, second] = times([['A ship sails away.'], ['A storm comes.']], spoken('a ship sails | storm comes'));
    expect(first![0]![1]).toBeGreaterThan(1.5);
    expect(first![0]![1]).toBeLessThan(1.9);
    expect(second![0]![0]).toBeGreaterThan(2.3);
    expect(second![0]).toEqual([2.43, 3.5]);
  });

  it('needs no spaces, and no writing of its own kind', () => {
    expect(times([['一只猫在睡觉，'], ['然后狗跑过来。']], spoken('一 只 猫 在 睡 觉 | 然后 狗 跑过来'))).toEqual([[[0, 3]], [[4, 5.5]]]);
    expect(times([['แมวหลับ'], ['หมาวิ่ง']], spoken('แมว หลับ | หมา วิ่ง'))).toEqual([[[0, 1]], [[2, 3]]]);
    expect(times([['قِطَّة تنام.'], ['كلب يجري.']], spoken('قطة تنام | كلب يجري'))).toEqual([[[0, 1]], [[2, 3]]]);
  });

  it('gives a sentence that nobody recognised the time that is left, and a mark the end of what is before it', () => {
    const [, lost, last] = times([['One.'], ['Xyzzy plugh.'], ['Two', ' …']], spoken('one | | two'));
    expect(lost![0]![0]).toBeGreaterThanOrEqual(0.5);
    expect(lost![0]![1]).toBeLessThanOrEqual(2.5);
    expect(last).toEqual([
      [2.5, 3],
      [3, 3],
    ]);
  });

  it('is in order also where the times of an engine are not', () => {
    const words = [
      { text: 'one', startSeconds: 0, endSeconds: 2 },
      { text: 'two', startSeconds: 1, endSeconds: 0.5 },
      { text: 'three', startSeconds: 1.5, endSeconds: 3 },
    ];
    const spans = alignSpeech([['one', 'two', 'three', 'four']], words)[0]!;
    spans.slice(1).forEach(({ startSeconds }, at) => expect(startSeconds).toBeGreaterThanOrEqual(spans[at]!.endSeconds));
  });

  it('lies at the beginning where nothing was heard at all', () => {
    expect(times([['One', 'two']], [{ text: '♪', startSeconds: 3, endSeconds: 4 }])).toEqual([
      [
        [0, 0],
        [0, 0],
      ],
    ]);
    expect(alignSpeech([], [])).toEqual([]);
  });

  it('pairs five thousand letters with others in reasonable time', () => {
    const [span] = alignSpeech([['ab'.repeat(2_500)]], spoken(`${'ba '.repeat(2_499)}ba`))[0]!;
    expect(span!.endSeconds).toBeGreaterThan(1_200);
  });
});
