import type { GenerationFile, GenerationView } from '@polyreel/http-api';
import { mkdirSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import type { PolyreelClient } from './polyreel.client.js';

/** Where a film's files lie on this machine, by kind. */
export type FilmFiles = Partial<Record<GenerationFile['kind'], string>>;

const SUFFIXES: Readonly<Record<string, string>> = { 'image/jpeg': '.jpg', 'image/png': '.png', 'image/webp': '.webp' };
const pictureSuffix = ({ contentType }: GenerationFile) => SUFFIXES[contentType] ?? '';

/** What is brought beside the film, and under which ending. Stills and previews stay where they are. */
const ENDINGS: Partial<Record<GenerationFile['kind'], (file: GenerationFile) => string>> = {
  captions_vtt: () => '.vtt',
  captions_srt: () => '.srt',
  poster: (file) => `.poster${pictureSuffix(file)}`,
  contact_sheet: (file) => `.contact-sheet${pictureSuffix(file)}`,
};

/** Brings the film to `output` and its captions, poster and contact sheet beside it under the same name. */
export async function bringFiles(
  client: Pick<PolyreelClient, 'download'>,
  { files }: Pick<GenerationView, 'files'>,
  output: string,
): Promise<FilmFiles> {
  const suffix = extname(output);
  const stem = output.slice(0, output.length - suffix.length);
  const pathOf = (file: GenerationFile) => {
    if (file.kind === 'video') return suffix ? output : `${output}.mp4`;
    const ending = ENDINGS[file.kind]?.(file);
    return ending && stem + ending;
  };
  mkdirSync(dirname(output), { recursive: true });
  const brought = files.map(async (file) => {
    const path = pathOf(file);
    if (path) await client.download(file.fileId, path);
    return [file.kind, path] as const;
  });
  return Object.fromEntries((await Promise.all(brought)).filter(([, path]) => path)) as FilmFiles;
}

const NAMES: readonly [GenerationFile['kind'], string][] = [
  ['video', 'Film'],
  ['captions_vtt', 'Captions'],
  ['captions_srt', 'Captions'],
  ['poster', 'Poster'],
  ['contact_sheet', 'Contact sheet'],
];

/** The end of the story: where everything lies, and what is not as it should be. */
export function describeFiles(
  files: FilmFiles,
  { degraded, degradedReasons }: Pick<GenerationView, 'degraded' | 'degradedReasons'>,
  seconds: number,
): string {
  const where = NAMES.flatMap(([kind, name]) => (files[kind] ? [`${name.padEnd(14)}${files[kind]}`] : []));
  const reasons = degraded ? degradedReasons.map((reason) => `Not as good as it could be: ${reason}`) : [];
  return [...where, `Made in ${seconds.toFixed(1)} s.`, ...reasons].join('\n');
}
