import type { Loudness } from '../film/loudness.js';
import type { Step } from './preparation.types.js';

/** As loud as spoken word is published, in LUFS (EBU R 128 s2 for streamed speech); a film sets its own afterwards. */
export const SPEECH_LUFS = -16;
/** No sample between samples above it either, in dBTP. */
export const MOST_TRUE_PEAK = -1.5;
/** More is noise made loud. */
const MOST_GAIN_DB = 45;
/** The limiter works on samples; what lies between them is up to this much higher. */
const BETWEEN_SAMPLES_DB = 0.7;
/** Nobody hears less. */
const UNHEARD_DB = 0.5;

/** One gain for all of it, as measured, so that no pause is pumped up; a limiter holds the few peaks that would clip. */
export function levelling({ integrated, truePeak }: Loudness): { filter: string; step: Step } {
  const at = `${integrated.toFixed(1)} LUFS`;
  // Under four tenths of a second there is nothing to measure by: its peak is all that is known.
  const wanted = Number.isFinite(integrated) ? SPEECH_LUFS - integrated : MOST_TRUE_PEAK - truePeak;
  const gain = Number.isFinite(wanted) ? Math.min(MOST_GAIN_DB, wanted) : 0;
  const over = truePeak + gain - MOST_TRUE_PEAK;
  const limit = 10 ** ((MOST_TRUE_PEAK - BETWEEN_SAMPLES_DB) / 20);
  const limiter = `alimiter=limit=${limit.toFixed(4)}:attack=3:release=60:level=disabled`;
  if (Math.abs(gain) < UNHEARD_DB && over <= 0) return { filter: 'anull', step: step(false, `${at}, as loud as it should be`) };
  const held = over > 0 ? `, peaks held at ${MOST_TRUE_PEAK} dBTP` : '';
  const detail = Number.isFinite(integrated)
    ? `${at} to ${(integrated + gain).toFixed(1)} LUFS by ${gain.toFixed(1)} dB${held}`
    : `too short to be measured; its peak is brought to ${MOST_TRUE_PEAK} dBTP by ${gain.toFixed(1)} dB`;
  // Four times as many samples, so that the limiter sees what lies between them; the same for both files, so they stay on one time line.
  const filter = [`volume=${gain.toFixed(2)}dB:precision=double`, ...(over > 0 ? [`aresample=192000,${limiter},aresample=48000`] : [])];
  return { filter: filter.join(','), step: step(true, detail) };
}

const step = (applied: boolean, detail: string): Step => ({ step: 'loudness', applied, detail });
