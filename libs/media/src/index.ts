/** Moving pictures and sound: FFmpeg with types, films from takes, music from moods, captions in every script, and a measured eye. */
export { allOrNone } from './all-or-none.js';
export * from './ffmpeg.error.js';
export * from './ffmpeg.js';
export * from './input.js';
export * from './probe.js';
export * from './film/assemble-film.js';
export * from './film/film.types.js';
export { type Still, takeStills } from './take-stills.js';
export { measureLoudness, type Loudness } from './film/loudness.js';
export { MOOD_NAMES, type MoodName } from './film/grade.js';
export { writeMusicBed } from './music/music-bed.js';
export type { MusicSection } from './music/compose.js';
export { type CaptionedShot, type Captions, captionsFor } from './captions/cues.js';
export { toSubRip, toSubStation, toWebVtt } from './captions/caption-files.js';
export { trackLanguage } from './captions/iso639.js';
export { type ExpectedFilm, measureFilm, type QualityMetrics } from './quality/measure-film.js';
export { judge, type Verdict } from './quality/quality-rules.js';
export { encodeFrames, frameEncoding, FRAMES_IN_FLIGHT, type FrameFormat } from './encode-frames.js';
