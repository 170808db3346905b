import { HumListener, type Hum } from './hum.js';
import type { LevelProfile } from './level-profile.js';
import { PauseListener } from './pauses.js';

/** How the two channels of a recording go together: both alike, one of them empty, one of them upside down. */
export type Channels = 'both' | 'left' | 'right';

/** One of two channels this much quieter is empty. */
const EMPTY_DB = 20;
/** Two that go against each other like this would cancel each other. */
const OPPOSED = -0.5;
/** Noise in which one sample tells the next by less is near to white. */
const HISS = 0.5;

/**
 * Listens to 16-bit stereo of 16 kHz beside the level profile: which channel carries the voice, whether the mains hum in it, and what
 * kind of noise lies under it.
 */
export class ChannelListener {
  private readonly hums = new HumListener();
  private readonly pauses = new PauseListener();
  private left = 0;
  private right = 0;
  private both = 0;
  private rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): void {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % 4);
    for (let at = 0; at < whole; at += 4) {
      const [left, right] = [bytes.readInt16LE(at), bytes.readInt16LE(at + 2)];
      this.left += left * left;
      this.right += right * right;
      this.both += left * right;
      const louder = Math.abs(left) > Math.abs(right) ? left : right;
      this.hums.sample(louder);
      this.pauses.sample(louder);
    }
    this.rest = Buffer.from(bytes.subarray(whole));
  }

  get hum(): Hum | undefined {
    return this.hums.hum;
  }

  /** What is heard in the pauses is an even hiss. */
  get hisses(): boolean {
    return this.pauses.correlation < HISS;
  }

  get channels(): Channels {
    const decibels = 10 * Math.log10((this.left + 1) / (this.right + 1));
    if (decibels > EMPTY_DB) return 'left';
    if (decibels < -EMPTY_DB) return 'right';
    return this.both / Math.sqrt(this.left * this.right + 1) < OPPOSED ? 'left' : 'both';
  }
}

/** Where the voice begins and ends, in seconds, and what stands beside it. Levels in dBFS. */
export interface VoiceSpan {
  startSeconds: number;
  endSeconds: number;
  voiceLevel: number;
  noiseLevel: number;
  /** What is heard in the pauses is as loud in one as in the next: noise, and not the soft parts of speech without a pause. */
  steadyNoise: boolean;
}

/** The part of the frames that is taken for pauses: nobody speaks without taking breath. */
const PAUSES = 0.1;
/** Steady noise: from the quietest frames to those that many others are still quieter than it is no further than this. */
const [QUIETEST, QUIET] = [0.02, 0.15];
const STEADY_DB = 4;
/** The voice is heard this far above the noise, and no further below its own loudest than this. */
const ABOVE_NOISE_DB = 8;
const BELOW_VOICE_DB = 40;
/** A click is shorter. */
const FRAMES_OF_VOICE = 2;
/** What is left before and behind: consonants begin softly, and words fade. */
const BEFORE_SECONDS = 0.25;
const AFTER_SECONDS = 0.4;
const FRAME_SECONDS = 0.05;

/** Finds the first and the last frame in which the voice is heard; where voice and noise cannot be told apart, all of it. */
export function voiceSpan(profile: LevelProfile): VoiceSpan {
  const { frames, seconds, voiceLevel } = profile;
  const noiseLevel = profile.quantile(PAUSES);
  const steadyNoise = profile.quantile(QUIET) - profile.quantile(QUIETEST) < STEADY_DB;
  const levels = { voiceLevel, noiseLevel, steadyNoise };
  const heardAt = Math.max(noiseLevel + ABOVE_NOISE_DB, voiceLevel - BELOW_VOICE_DB);
  const heard = (index: number) => frames.slice(index, index + FRAMES_OF_VOICE).every((level) => level >= heardAt);
  const first = frames.findIndex((_, index) => heard(index));
  const last = frames.findLastIndex((_, index) => index >= 1 && heard(index - 1));
  if (first < 0 || last < first) return { startSeconds: 0, endSeconds: seconds, ...levels };
  return {
    startSeconds: Math.max(0, first * FRAME_SECONDS - BEFORE_SECONDS),
    endSeconds: Math.min(seconds, (last + 1) * FRAME_SECONDS + AFTER_SECONDS),
    ...levels,
  };
}
