import { describe, expect, it } from 'vitest';
import { spokenSentences } from './spoken-sentences.model.js';

const audio = { bucket: 'user-uploads', key: 'a', contentType: 'audio/flac', bytes: 1, checksum: 'a'.repeat(64) } as const;
const sentence = (index: number, original: string) => ({ index, original, translated: 'whatever' });
const word = (text: string, startSeconds: number, endSeconds: number) => ({ text, startSeconds, endSeconds });

describe('the spoken sentences', () => {
  const words = [word('A', 0.1, 0.2), word('dragon', 0.2, 0.7), word('sleeps', 0.7, 1.2), word('it', 2, 2.1), word('wakes', 2.1, 2.6)];

  it('lie where their words were recognised, in the writer’s language', () => {
    const spoken = spokenSentences([sentence(0, 'A dragon sleeps.'), sentence(1, 'It wakes!')], { audio, durationSeconds: 2.8, words });
    expect(spoken).toEqual({
      durationSeconds: 2.8,
      sentences: [
        { sentence: 0, startSeconds: 0.1, endSeconds: 1.2 },
        { sentence: 1, startSeconds: 2, endSeconds: 2.6 },
      ],
      words,
    });
  });

  it('stay within the recording, also those that nobody recognised', () => {
    const spoken = spokenSentences([sentence(0, 'A dragon sleeps.'), sentence(4, 'It wakes and burns the whole wide country.')], {
      audio,
      durationSeconds: 2.8,
      words,
    });
    expect(spoken.sentences).toEqual([
      { sentence: 0, startSeconds: 0.1, endSeconds: 1.2 },
      { sentence: 4, startSeconds: 2, endSeconds: 2.8 },
    ]);
  });
});
