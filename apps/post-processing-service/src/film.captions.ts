import type { DataOf, PostProcessingRequested } from '@polyreel/contracts';
import { alignSpeech } from '@polyreel/film-grammar';
import { captionsFor, type FilmCaptions, toSubRip, toSubStation, toWebVtt, trackLanguage } from '@polyreel/media';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Request = Pick<DataOf<typeof PostProcessingRequested>, 'shots' | 'sourceLanguage' | 'options' | 'narration'>;

/** Longest caption line for each shape of picture: a narrow one holds fewer letters of a size that can be read. */
const COLUMNS = { '16:9': 42, '4:5': 30, '1:1': 32, '9:16': 26 } as const;

/** Writes the words of a film into files of `folder`, timed to its shots, or to the voice that speaks them. */
export async function writeCaptions(
  { shots: unordered, sourceLanguage, options, narration }: Request,
  picture: { width: number; height: number },
  folder: string,
) {
  const shots = [...unordered].sort((a, b) => a.shot.index - b.shot.index);
  const columns = COLUMNS[options.aspectRatio];
  let startSeconds = 0;
  const told = shots.map(({ shot: { originalText: text, durationSeconds } }) => {
    const shot = { text, startSeconds, durationSeconds };
    startSeconds += durationSeconds;
    return shot;
  });
  const captions = captionsFor(told, {
    language: sourceLanguage,
    columns,
    heard: narration && ((sentences) => alignSpeech(sentences, narration.words)),
  });
  const [vtt, srt, burnIn] = [join(folder, 'captions.vtt'), join(folder, 'captions.srt'), 'captions.ass'];
  await Promise.all([
    writeFile(vtt, toWebVtt(captions)),
    writeFile(srt, toSubRip(captions)),
    options.captions.burnIn ? writeFile(join(folder, burnIn), toSubStation(captions, picture, columns)) : undefined,
  ]);
  // Without words there is nothing to put on a track, and ffmpeg refuses an empty file.
  const track: FilmCaptions | undefined = captions.cues.length
    ? { srt, language: trackLanguage(sourceLanguage), burnIn: options.captions.burnIn ? burnIn : undefined }
    : undefined;
  return { vtt, srt, track, shortened: captions.shortened };
}
