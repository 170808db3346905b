/** The containers that takes, stills and sounds come in. Playlists and lists of other files are not among them. */
const CONTAINERS = [
  'mov',
  'mp4',
  'm4a',
  'matroska',
  'webm',
  'ogg',
  'wav',
  'flac',
  'mp3',
  'aac',
  'image2',
  'png_pipe',
  'jpeg_pipe',
  'webp_pipe',
  'srt',
  'webvtt',
];

/**
 * Arguments that open a file as an input. Media files may name other files and addresses (HLS, concat lists): only plain
 * containers and the file protocol are let in, and a path that looks like an option stays a path.
 */
export const inputOf = (path: string, ...before: string[]): string[] => [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  CONTAINERS.join(','),
  ...before,
  '-i',
  path.startsWith('pipe:') ? path : `file:${path}`,
];

/** Opens raw files of our own, by plain names of the working folder, as if they were one. */
export const joined = (names: readonly string[]): string[] => ['-protocol_whitelist', 'file,concat', '-i', `concat:${names.join('|')}`];
