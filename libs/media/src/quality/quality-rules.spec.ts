import { describe, expect, it } from 'vitest';
import { FilmLog } from './film-log.js';
import type { QualityMetrics } from './measure-film.js';
import { judge } from './quality-rules.js';

const fine: QualityMetrics = {
  durationOffBy: 0,
  formatFaults: 0,
  blackShare: 0.02,
  frozenShare: 0.1,
  cuts: 3,
  blur: 5,
  blockiness: 2,
  loudnessOffBy: 0.3,
  truePeak: -2,
  silentShare: 0.05,
  soundMissing: 0,
  captionGap: 0,
};

describe('the verdict on a film', () => {
  it('is full marks where every figure is good', () => {
    expect(judge(fine)).toMatchObject({ score: 1, passed: true, problems: [] });
  });

  it.each([
    [{ durationOffBy: 0.2 }, 'wrong_duration'],
    [{ formatFaults: 1 }, 'wrong_format'],
    [{ blackShare: 0.5 }, 'black_picture'],
    [{ frozenShare: 0.95 }, 'frozen_picture'],
    [{ blur: 12 }, 'blurred_picture'],
    [{ blockiness: 30 }, 'blocky_picture'],
    [{ loudnessOffBy: 9 }, 'wrong_loudness'],
    [{ truePeak: 1.2 }, 'clipped_sound'],
    [{ silentShare: 0.9 }, 'silent_sound'],
    [{ soundMissing: 1 }, 'no_sound'],
    [{ captionGap: 0.9 }, 'captions_missing'],
  ])('on %j fails with %s and costs marks', (worse, code) => {
    const verdict = judge({ ...fine, ...worse });
    expect(verdict.passed).toBe(false);
    expect(verdict.problems.map((problem) => problem.code)).toEqual([code]);
    expect(verdict.score).toBeLessThan(1);
  });

  it('leaves out what was not measured instead of counting it as good', () => {
    const { durationOffBy, formatFaults, blackShare, cuts } = fine;
    const silent = judge({ durationOffBy, formatFaults, blackShare, cuts, frozenShare: 0.95 });
    expect(Object.keys(silent.parts)).toEqual(['durationOffBy', 'formatFaults', 'blackShare', 'frozenShare']);
    expect(silent.score).toBeLessThan(judge({ ...fine, frozenShare: 0.95 }).score);
  });
});

describe('the log of a measuring pass', () => {
  const log = new FilmLog();
  for (const line of [
    '[blackdetect @ 0x1] black_start:5.9 black_end:6.1 black_duration:0.2',
    '[freezedetect @ 0x2] lavfi.freezedetect.freeze_start: 1.5',
    '[freezedetect @ 0x2] lavfi.freezedetect.freeze_duration: 0.75',
    '[freezedetect @ 0x2] lavfi.freezedetect.freeze_end: 2.25',
    '[freezedetect @ 0x2] lavfi.freezedetect.freeze_start: 9',
    '[silencedetect @ 0x3] silence_start: -0.02',
    '[silencedetect @ 0x3] silence_end: 1 | silence_duration: 1.02',
    '[scdet @ 0x4] lavfi.scd.score: 22.231, lavfi.scd.time: 8',
    '[Parsed_blurdetect_6 @ 0x5] lavfi.blur=-nan',
    '[Parsed_metadata_9 @ 0x6] lavfi.block=-nan',
    '[Parsed_metadata_9 @ 0x6] lavfi.block=24',
    '[Parsed_metadata_9 @ 0x6] lavfi.block=22',
  ])
    log.take(line);

  it('adds up spans, also one that is still open at the end', () => {
    expect(log.blackSeconds).toBe(0.2);
    expect(log.frozenSeconds(10)).toBe(1.75);
    expect(log.silentSeconds(10)).toBe(1.02);
    expect(log.cuts).toBe(1);
  });

  it('knows of blocks from the frames that have anything to compare', () => {
    expect(log.blockiness).toBe(23);
  });

  it('takes a picture without a single edge for blurred', () => {
    expect(log.blur).toBe(20);
  });
});
