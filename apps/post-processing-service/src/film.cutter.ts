import { type DataOf, type PostProcessingRequested, pictureSize } from '@polyreel/contracts';
import { assembleFilm, type Film, type Take, writeMusicBed } from '@polyreel/media';
import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { writeCaptions } from './film.captions.js';
import { fetchVoice } from './film.narration.js';

type Request = DataOf<typeof PostProcessingRequested>;

/** Brings a shot's file to this machine: object store in the service, a plain copy in a test. */
export type Fetch = (reference: Request['shots'][number]['images'][number], path: string) => Promise<void>;

/** A film with everything that was made beside it, as files of `folder`. */
export interface FinishedFilm extends Film {
  vtt: string;
  srt: string;
  applied: string[];
  degradedReasons: string[];
}

export interface Cutting {
  folder: string;
  fetch: Fetch;
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
}

/** Makes one film of its shots: picture, music, captions, poster, contact sheet and preview. */
@Injectable()
export class FilmCutter {
  async cut(request: Request, { folder, fetch, signal, onProgress }: Cutting): Promise<FinishedFilm> {
    const { options, mood, tier } = request;
    const shots = [...request.shots].sort((a, b) => a.shot.index - b.shot.index);
    const picture = { ...pictureSize(options.aspectRatio, options.resolution), framesPerSecond: options.framesPerSecond };
    const { takes, placeholders } = await gather(shots, folder, fetch);
    const sections = shots.map(({ shot: { durationSeconds, mood: mine } }) => ({ durationSeconds, mood: mine.label, energy: mine.energy }));
    const captions = await writeCaptions(request, picture, folder);
    const { voice, reasons: unheard } = await fetchVoice(request.narration, { folder, fetch, signal });
    const watermark = tier === 'free' ? 'Polyreel animatic' : undefined;
    const film = await assembleFilm(takes, {
      ...picture,
      folder,
      // A second cut was asked for because the first was found wanting: it is encoded one step finer.
      quality: request.attempt > 1 ? FINER[options.quality] : options.quality,
      ...(options.music && { music: (path, stop) => writeMusicBed(path, sections, options.seed, stop) }),
      narration: voice,
      captions: captions.track,
      watermark,
      title: shots[0]?.shot.originalText.slice(0, TITLE_LENGTH),
      comment: 'Made with Polyreel',
      signal,
      onProgress,
    });
    const shortened = captions.shortened ? [`${captions.shortened} captions were too long for their shots and are shortened`] : [];
    return {
      ...film,
      vtt: captions.vtt,
      srt: captions.srt,
      applied: [
        'transitions',
        `grade:${mood.label}`,
        'captions',
        'poster',
        'contact_sheet',
        'preview',
        'faststart',
        ...(film.sounds ? ['loudness'] : []),
        ...(options.music ? ['music'] : []),
        ...(voice ? ['narration'] : []),
        ...(options.captions.burnIn ? ['captions_burnt_in'] : []),
        ...(watermark ? ['watermark'] : []),
      ],
      degradedReasons: [...placeholders, ...unheard, ...shortened],
    };
  }
}

const FINER = { draft: 'standard', standard: 'high', high: 'high' } as const;
const TITLE_LENGTH = 120;

/** Every shot as a take: its moving picture, else its still, else a plain card. What stands in is said. */
async function gather(shots: Request['shots'], folder: string, fetch: Fetch) {
  const placeholders: string[] = [];
  const takes: Take[] = [];
  for (const { shot, video, finish, images } of shots) {
    const path = join(folder, `take-${shot.index}`);
    const still = images[0];
    const source: Take['source'] = video ? { kind: 'film', path, finish } : still ? { kind: 'still', path } : { kind: 'card' };
    if (video ?? still) await fetch((video ?? still)!, path);
    if (!video) placeholders.push(`shot ${shot.index + 1}: no moving picture; ${still ? 'its still' : 'a plain card'} stands in`);
    takes.push({ source, durationSeconds: shot.durationSeconds, transition: shot.transition, mood: shot.mood.label });
  }
  return { takes, placeholders };
}
