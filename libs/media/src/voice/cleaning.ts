import { type Hum, humFilter } from './hum.js';
import type { Channels, VoiceSpan } from './measure-recording.js';
import type { Prepared, Step } from './preparation.types.js';

/** What was measured, by which the chain is put together. */
export interface Measures {
  original: Prepared['original'];
  span: VoiceSpan;
  hum?: Hum;
  hisses: boolean;
  channels: Channels;
}

/** The filters up to the levelling, and what each is for. */
export interface Cleaning {
  filter: string;
  startSeconds: number;
  endSeconds: number;
  steps: Step[];
}

/** Below it lies what a table and the wind say: the lowest voice begins at 85 Hz. */
const HIGH_PASS_HERTZ = 80;
/**
 * Noise further below the voice disturbs nobody, and from nearer the filter cannot tell them apart (measured on the embedded recogniser:
 * ADR 31 has the word errors). `above` is taken at the loudest frames of the voice, some 8 dB over its mean.
 */
const NOISE_BELOW_DB = 45;
const NOISE_ABOVE_DB = 20;
const NOISE_REDUCTION_DB = 6;
/** What afftdn takes for a floor, in dBFS. */
const [QUIETEST_FLOOR, LOUDEST_FLOOR] = [-80, -20];
/** Less cut off is not worth a new time line. */
const WORTH_TRIMMING_SECONDS = 0.1;

/** Puts the chain together: what the recording does not need is left out, and said. The order is that of the filters. */
export function cleaningFor({ original, span, hum, hisses, channels }: Measures): Cleaning {
  const parts = [
    decoding(original, channels),
    highPass,
    humRemoval(hum),
    noiseReduction(span, hisses, original),
    trimming(original.durationSeconds, span),
  ];
  const { startSeconds, endSeconds } = kept(original.durationSeconds, span);
  return { filter: parts.flatMap(({ filter }) => filter ?? []).join(','), startSeconds, endSeconds, steps: parts.map(({ step }) => step) };
}

interface Part {
  step: Step;
  filter?: string;
}

/** Many channels are mixed to two first, as a player does; of two, those that carry the voice are taken. */
function decoding({ codec, sampleRate, channels, durationSeconds }: Prepared['original'], taken: Channels): Part {
  const mono = { both: '0.5*c0+0.5*c1', left: 'c0', right: 'c1' }[taken];
  const said = { both: '', left: ', of which the left one carries the voice', right: ', of which the right one carries the voice' }[taken];
  return {
    filter: `aresample=48000,asetpts=N/SR/TB,aformat=sample_fmts=dblp:channel_layouts=stereo,pan=mono|c0=${mono}`,
    step: {
      step: 'decode',
      applied: true,
      detail: `${codec}, ${sampleRate} Hz, ${channels} channel${channels > 1 ? `s${said}` : ''}, ${durationSeconds.toFixed(1)} s`,
    },
  };
}

const highPass: Part = {
  filter: `highpass=f=${HIGH_PASS_HERTZ}`,
  step: { step: 'high_pass', applied: true, detail: `below ${HIGH_PASS_HERTZ} Hz, where no voice is` },
};

function humRemoval(hum?: Hum): Part {
  if (!hum) return { step: { step: 'hum_removal', applied: false, detail: 'no hum of 50 or 60 Hz was found' } };
  const detail = `${hum.hertz} Hz and its overtones, ${hum.standsOutDb.toFixed(0)} dB above what lies beside them`;
  return { filter: humFilter(hum), step: { step: 'hum_removal', applied: true, detail } };
}

/** What is noise is measured in the pauses; it is made quieter and not taken out, which would take consonants with it. */
function noiseReduction({ voiceLevel, noiseLevel, steadyNoise }: VoiceSpan, hisses: boolean, original: Prepared['original']): Part {
  const above = voiceLevel - noiseLevel;
  const left = (why: string): Part => ({ step: { step: 'noise_reduction', applied: false, detail: why } });
  if (above >= NOISE_BELOW_DB) return left(`the voice is ${above.toFixed(0)} dB above the pauses`);
  if (!steadyNoise) return left('there is no steady noise to be told from the voice');
  if (!hisses) return left('the noise is no even hiss: the filter would take the voice for it, and the voice was understood worse');
  if (above <= NOISE_ABOVE_DB) return left(`noise is only ${above.toFixed(0)} dB below the voice: a filter would take the voice with it`);
  const floor = Math.min(LOUDEST_FLOOR, Math.max(QUIETEST_FLOOR, noiseLevel + unheardOf(original)));
  const detail = `a hiss of ${noiseLevel.toFixed(0)} dBFS, ${above.toFixed(0)} dB below the voice, made ${NOISE_REDUCTION_DB} dB quieter`;
  return {
    filter: `afftdn=nr=${NOISE_REDUCTION_DB}:nf=${floor.toFixed(1)}`,
    step: { step: 'noise_reduction', applied: true, detail },
  };
}

/** A hiss was measured up to 8 kHz, and of a mono recording at half its power on each of two sides; the filter hears it all. In decibels. */
const unheardOf = ({ sampleRate, channels }: Prepared['original']): number =>
  10 * Math.log10(Math.min(48_000, Math.max(16_000, sampleRate)) / 16_000) + (channels === 1 ? 3 : 0);

function kept(durationSeconds: number, { startSeconds, endSeconds }: VoiceSpan) {
  const [before, after] = [startSeconds, durationSeconds - endSeconds];
  return {
    startSeconds: before >= WORTH_TRIMMING_SECONDS ? startSeconds : 0,
    endSeconds: after >= WORTH_TRIMMING_SECONDS ? endSeconds : durationSeconds,
  };
}

function trimming(durationSeconds: number, span: VoiceSpan): Part {
  const { startSeconds, endSeconds } = kept(durationSeconds, span);
  if (startSeconds === 0 && endSeconds === durationSeconds)
    return { step: { step: 'trim_silence', applied: false, detail: 'it begins and ends with the voice' } };
  const off = `${startSeconds.toFixed(2)} s at the beginning and ${(durationSeconds - endSeconds).toFixed(2)} s at the end`;
  return {
    filter: `atrim=start=${startSeconds.toFixed(3)}:end=${endSeconds.toFixed(3)},asetpts=PTS-STARTPTS`,
    step: { step: 'trim_silence', applied: true, detail: `${off}; pauses inside stay` },
  };
}
