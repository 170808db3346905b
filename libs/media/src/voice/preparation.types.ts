/** The same words as PreparationStep of the contracts. */
export type StepName = 'decode' | 'high_pass' | 'hum_removal' | 'noise_reduction' | 'trim_silence' | 'loudness' | 'resample';

/** One step and what it did, in plain words with its figures; or why it was left out. */
export interface Step {
  step: StepName;
  applied: boolean;
  detail: string;
}

/** A recording made ready: two files on one time line. Seconds. */
export interface Prepared {
  /** WAV, 16 kHz, mono, 16 bits: for engines that listen. */
  processedAudio: string;
  /** FLAC, 48 kHz, mono: for a film. */
  soundtrack: string;
  durationSeconds: number;
  trimmedStartSeconds: number;
  original: { durationSeconds: number; codec: string; sampleRate: number; channels: number };
  steps: Step[];
}

export interface Preparation {
  /** Where both files are written; it is the caller's to remove. */
  folder: string;
  signal?: AbortSignal;
  /** 0 to 1. */
  onProgress?: (fraction: number) => void;
}
