import type { StorageReference } from '@polyreel/contracts';
import { mkdirSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { DemoError, EXIT } from './demo.error.js';
import type { GenerationView } from './generation.view.js';
import type { PolyreelClient } from './polyreel.client.js';

/** Where a film's files lie on this machine. */
export interface FilmFiles {
  readonly video: string;
  readonly captionsVtt: string;
  readonly captionsSrt: string;
  readonly poster: string;
  readonly contactSheet: string;
}

/** Brings the film to `output` and its captions, poster and contact sheet beside it under the same name. */
export async function bringFiles(client: Pick<PolyreelClient, 'download'>, { files }: GenerationView, output: string): Promise<FilmFiles> {
  if (!files) throw new DemoError('no_files', 'The run has no files.', EXIT.failed);
  const stem = output.slice(0, output.length - extname(output).length);
  const paths: FilmFiles = {
    video: extname(output) ? output : `${output}.mp4`,
    captionsVtt: `${stem}.vtt`,
    captionsSrt: `${stem}.srt`,
    poster: `${stem}.poster${suffixOf(files.thumbnail)}`,
    contactSheet: `${stem}.contact-sheet${suffixOf(files.contactSheet)}`,
  };
  mkdirSync(dirname(paths.video), { recursive: true });
  const wanted: [StorageReference, string][] = [
    [files.video, paths.video],
    [files.captions.vtt, paths.captionsVtt],
    [files.captions.srt, paths.captionsSrt],
    [files.thumbnail, paths.poster],
    [files.contactSheet, paths.contactSheet],
  ];
  await Promise.all(wanted.map(([file, path]) => client.download(file.key, path)));
  return paths;
}

const suffixOf = ({ key }: StorageReference) => extname(key) || '.png';

/** The end of the story: where everything lies, and what is not as it should be. */
export function describeFiles(files: FilmFiles, { degraded, degradedReasons }: GenerationView, seconds: number): string {
  const lines = [
    `Film          ${files.video}`,
    `Captions      ${files.captionsVtt}`,
    `              ${files.captionsSrt}`,
    `Poster        ${files.poster}`,
    `Contact sheet ${files.contactSheet}`,
    `Made in ${seconds.toFixed(1)} s.`,
  ];
  if (degraded) lines.push(...(degradedReasons ?? []).map((reason) => `Not as good as it could be: ${reason}`));
  return lines.join('\n');
}
