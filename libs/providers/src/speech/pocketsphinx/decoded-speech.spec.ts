import { describe, expect, it } from 'vitest';
import { decodedSpeech } from './decoded-speech.js';

/** As pocketsphinx_continuous 0.8 of Debian wrote it. */
const output = `the camera moves
<s> 0.200 0.320 1.000000
[SPEECH] 0.330 0.450 0.487004
the 0.460 0.570 0.998201
camera 0.580 0.980 1.000100
moves(2) 1.460 1.790 0.633400
++UM++ 1.800 1.900 0.100000
<sil> 1.900 1.950 0.2
around 4.530 4.850 6.6e-05
</s> 4.860 5.240 1.000000
`;

describe('what PocketSphinx writes', () => {
  it('is read as words with their times, without silences, noises and the numbers of pronunciations', () => {
    expect(decodedSpeech(output).words).toEqual([
      { text: 'the', startSeconds: 0.46, endSeconds: 0.57, posterior: 0.998201 },
      { text: 'camera', startSeconds: 0.58, endSeconds: 0.98, posterior: 1 },
      { text: 'moves', startSeconds: 1.46, endSeconds: 1.79, posterior: 0.6334 },
      { text: 'around', startSeconds: 4.53, endSeconds: 4.85, posterior: 0.000066 },
    ]);
  });

  it('tells how long there was sound without words, edges aside', () => {
    // The three fillers between the edges, each with its last frame.
    expect(decodedSpeech(output).wordlessSeconds).toBeCloseTo(0.13 + 0.11 + 0.06, 6);
  });

  it('holds no words where nothing was heard', () => {
    expect(decodedSpeech('\n')).toEqual({ words: [], wordlessSeconds: 0 });
  });
});
