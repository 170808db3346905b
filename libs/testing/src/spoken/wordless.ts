import { type MusicSection, runFfmpeg, writeMusicBed } from '@polyreel/media';
import { rm } from 'node:fs/promises';
import { kept } from './spoken.js';

const SECONDS = 6;

/** Sounds of FFmpeg's making in which nobody speaks. */
const SOURCES = {
  silence: 'anullsrc',
  'white noise': 'anoisesrc=c=white:a=0.2:seed=1',
  'pink noise': 'anoisesrc=c=pink:a=0.4:seed=2',
  'brown noise': 'anoisesrc=c=brown:a=0.6:seed=5',
  wind: 'anoisesrc=c=brown:a=0.6:seed=3,tremolo=f=0.4:d=0.9',
  rain: 'anoisesrc=c=white:a=0.1:seed=4,highpass=f=2000',
  'hum of 50 Hz': 'aevalsrc=0.3*sin(2*PI*50*t)+0.1*sin(2*PI*100*t)+0.05*sin(2*PI*150*t)',
  'hum of 60 Hz': 'aevalsrc=0.3*sin(2*PI*60*t)+0.15*sin(2*PI*180*t)',
  tone: 'aevalsrc=0.3*sin(2*PI*440*t)',
  'rising tones': 'aevalsrc=0.3*sin(2*PI*(200+100*floor(2*t))*t)',
  siren: 'aevalsrc=0.3*sin(2*PI*(700*t+40*sin(2*PI*0.7*t)))',
  clicks: 'aevalsrc=(random(0)*2-1)*exp(-200*mod(t\\,0.33))',
};
export type Wordless = keyof typeof SOURCES;
export const WORDLESS = Object.keys(SOURCES) as Wordless[];

const HEARD = ['-ar', '16000', '-ac', '1'];

/** Six seconds of a sound without words, made once, as engines hear it: WAV, 16 kHz, mono. */
export function wordless(kind: Wordless): Promise<string> {
  const source = ['-f', 'lavfi', '-i', SOURCES[kind], '-t', String(SECONDS)];
  return kept({ wordless: SOURCES[kind] }, 'wav', (path) => runFfmpeg(['-v', 'error', ...source, ...HEARD, path]));
}

/** What the films' own composer plays by itself, made once, in the same form. */
export function musicAlone(section: Partial<MusicSection> & Pick<MusicSection, 'mood'>, seed = 1): Promise<string> {
  const { mood, energy = 0.6, durationSeconds = SECONDS } = section;
  return kept({ music: { mood, energy, durationSeconds, seed } }, 'wav', async (path) => {
    const bed = `${path}.bed.wav`;
    await writeMusicBed(bed, [{ mood, energy, durationSeconds }], seed);
    await runFfmpeg(['-v', 'error', '-i', bed, ...HEARD, path]);
    await rm(bed);
  });
}
