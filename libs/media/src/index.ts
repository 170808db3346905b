/** Moving pictures and sound: FFmpeg with types, films from takes, music from moods, captions in every script, and a measured eye. */
export * from './ffmpeg.error.js';
export * from './ffmpeg.js';
export * from './input.js';
export * from './probe.js';
