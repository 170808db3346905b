import { fileTypeFromFile } from 'file-type';
import { refusals } from './recording.refusals.js';
import { type RecordedFormat } from './recording.types.js';

/** A file by its first bytes: one of ours, or a relative whose insides tell whether it is a film or just not taken in. */
export type Sniffed = { format: RecordedFormat } | { relative: 'matroska' | 'mov'; called: string };

const FORMAT_OF: Record<string, RecordedFormat> = {
  wav: 'wav',
  mp3: 'mp3',
  m4a: 'm4a',
  m4b: 'm4a',
  mp4: 'm4a',
  // Sound alone in a QuickTime file is what its recorder calls m4a.
  mov: 'm4a',
  ogg: 'ogg',
  oga: 'ogg',
  ogx: 'ogg',
  ogv: 'ogg',
  ogm: 'ogg',
  opus: 'ogg',
  spx: 'ogg',
  webm: 'webm',
  flac: 'flac',
};
const RELATIVES: Record<string, 'matroska' | 'mov'> = { mkv: 'matroska', '3gp': 'mov', '3g2': 'mov' };

/** What a file is by its content, whatever its name. Throws the refusal of whatever is no recording of ours. */
export async function sniff(path: string): Promise<Sniffed> {
  // It throws where a file ends in the middle of what it looks for: then it has not been recognised.
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (!found) throw refusals.notAudio('something else');
  const format = FORMAT_OF[found.ext];
  if (format) return { format };
  const relative = RELATIVES[found.ext];
  if (relative) return { relative, called: found.ext };
  if (found.mime.startsWith('audio/')) throw refusals.unsupported(found.ext);
  if (found.mime.startsWith('video/')) throw refusals.isVideo();
  throw refusals.notAudio(found.mime);
}
