import { allOrNone } from '../all-or-none.js';
import { laySheet, sheetFor } from './contact-sheet.js';
import { cutReels } from './cut-reel.js';
import type { Film, FilmOptions, Take } from './film.types.js';
import { writeOverlays } from './overlays.js';
import { bestOf } from './poster-jury.js';
import { takePoster } from './poster.js';
import { layReels } from './reel.js';
import { makeSound } from './sound.js';
import { splice } from './splice.js';
import { isSettled, placeTakes } from './timeline.js';
import { encodeWebm } from './webm.js';

/**
 * Joins takes into one film with its preview, poster, thumbnails and contact sheet. Reel by reel the picture is decoded, graded
 * and encoded once, and of takes that are finished already only what a transition touches; then the pieces are spliced as they are. Memory is that of the reels in hand, whatever the number of takes.
 * Rejects with FfmpegError, RangeError for takes without length, or the signal's reason.
 */
export async function assembleFilm(takes: readonly Take[], options: FilmOptions): Promise<Film> {
  const { framesPerSecond, signal } = options;
  const { placed, totalFrames: frames } = placeTakes(takes, framesPerSecond);
  const durationSeconds = frames / framesPerSecond;
  const sheet = sheetFor(frames, options);
  const step = Math.max(1, Math.round(framesPerSecond / 2));
  const reels = await layReels(placed, options);
  await writeOverlays(options);
  const [cuts, sound] = await allOrNone(
    [(stop) => cutReels(reels, { options, sheet, step }, stop), (stop) => makeSound(reels, durationSeconds, { ...options, signal: stop })],
    { signal },
  );
  const scores = cuts.flatMap((cut) => cut.scores);
  const posterFrame = bestOf(scores, (index) => isSettled(placed, index * step, framesPerSecond)) * step;
  const cells = cuts.map((cut) => cut.cells);
  const [spliced, pictures, contactSheet] = await allOrNone(
    [
      (stop) => splice(cuts, sound, { ...options, signal: stop }),
      (stop) => takePoster(reels, cuts, posterFrame, { ...options, signal: stop }),
      (stop) => laySheet(sheet, cells, { ...options, signal: stop }),
    ],
    { signal },
  );
  return {
    ...spliced,
    ...pictures,
    ...(options.webm && { webm: await encodeWebm(spliced.film, sound, options) }),
    contactSheet,
    posterSeconds: posterFrame / framesPerSecond,
    durationSeconds,
    frames,
    sounds: sound !== undefined,
  };
}
