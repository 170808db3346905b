import { describe, expect, it } from 'vitest';
import { wav } from '../recording.fixture.js';
import { audibleSeconds } from './audible.js';

/** A recording of which a part is replaced: `change` gets the sample and its time. */
function changed(seconds: number, change: (sample: number, at: number) => number): Buffer {
  const bytes = wav(seconds);
  for (let at = 44; at < bytes.length; at += 2) bytes.writeInt16LE(change(bytes.readInt16LE(at), (at - 44) / 32_000), at);
  return bytes;
}

describe('what is audible of a recording', () => {
  it('is all of it where it sounds without a pause', () => {
    expect(audibleSeconds(wav(3))).toBeCloseTo(3, 6);
  });

  it('is not its pauses, also where something hisses in them', () => {
    expect(audibleSeconds(changed(3, (sample, at) => (at >= 1 && at < 2 ? sample / 50 : sample)))).toBeCloseTo(2, 1);
  });

  it('is nothing where there are zeros alone, an offset alone, or no sample', () => {
    expect([audibleSeconds(changed(1, () => 0)), audibleSeconds(changed(1, () => 700)), audibleSeconds(wav(0))]).toEqual([0, 0, 0]);
  });

  it('is not measured by a click', () => {
    expect(audibleSeconds(changed(3, (sample, at) => (at > 1 && at < 1.1 ? sample * 30 : sample)))).toBeCloseTo(3, 6);
  });

  it('is not to be told of what is no WAV', () => {
    expect(() => audibleSeconds(Buffer.from('RIFF of nothing'))).toThrow('no WAV');
  });
});
