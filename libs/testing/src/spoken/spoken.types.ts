/** The voices of flite (American English but for awb, who is a Scot). */
export const ENGLISH_VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;
export type EnglishVoice = (typeof ENGLISH_VOICES)[number];

export const RECORDING_FORMATS = ['wav', 'mp3', 'm4a', 'ogg', 'webm', 'flac'] as const;
export type RecordingFormat = (typeof RECORDING_FORMATS)[number];

/** What stands beside the voice: `babble` is five other people, `fan` a low even rush, the hums are those of the mains. */
export const NOISES = ['white', 'fan', 'babble', 'hum50', 'hum60'] as const;
export type Noise = (typeof NOISES)[number];

/** A recording that a spec wants. Everything but the words has a default: slt at her own speed, clean, WAV, 16 kHz, mono. */
export interface Spoken {
  /** What is said; of several sentences each is spoken by itself, with a pause after it. */
  text: string | readonly string[];
  /** A voice of flite, or a language of espeak-ng: `fr`, `de`, `es`, `hi`, `cmn`. */
  voice?: EnglishVoice | { language: string };
  /** 1 is the voice's own speed, 1.5 half as fast again. */
  speed?: number;
  /** Between sentences. Default 0.6. */
  pauseSeconds?: number;
  silence?: { beforeSeconds?: number; afterSeconds?: number };
  /** Decibels by which the voice, where it sounds, stands above the noise. */
  noise?: { kind: Noise; snrDb: number };
  /** Over a voice whose peaks are at -3 dBFS: 20 clips it badly, -40 is a whisper from the next room. */
  gainDb?: number;
  /** What is said is said again until the recording lasts as long. */
  lastingSeconds?: number;
  format?: RecordingFormat;
  sampleRate?: number;
  channels?: number;
  /** Of a stereo recording: the voice on the left only, or upside down on the right, where a plain sum hears nothing. */
  stereo?: 'both' | 'left' | 'opposed';
}
