import {
  type DataOf,
  GenerationCancelled,
  GenerationFailed,
  pictureSize,
  PostProcessingCompleted,
  PostProcessingRequested,
} from '@polyreel/contracts';
import { allOrNone } from '@polyreel/media';
import { ObjectStore } from '@polyreel/object-store';
import { withFolder } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { spokenSeconds } from './film.narration.js';
import { type FinishedFilm, FilmCutter } from './film.cutter.js';

/** Cuts a film of its shots and stores it with everything made beside it. */
@Performs(PostProcessingRequested, { emits: [PostProcessingCompleted], cancelledBy: [GenerationCancelled, GenerationFailed] })
export class CutFilm {
  constructor(
    private readonly cutter: FilmCutter,
    private readonly store: ObjectStore,
  ) {}

  async perform(request: DataOf<typeof PostProcessingRequested>, { signal, progress }: Pick<Job, 'signal' | 'progress'>) {
    const began = performance.now();
    return withFolder('cut', async (folder) => {
      const fetch: Parameters<FilmCutter['cut']>[1]['fetch'] = (reference, path) => this.store.fetchTo(reference, path, signal);
      const film = await this.cutter.cut(request, { folder, fetch, signal, onProgress: progress });
      return PostProcessingCompleted({
        generationId: request.generationId,
        ...(await this.keep(request.generationId, film, signal)),
        expected: {
          ...pictureSize(request.options.aspectRatio, request.options.resolution),
          durationSeconds: film.durationSeconds,
          framesPerSecond: request.options.framesPerSecond,
          shots: request.shots.length,
          spokenSeconds: request.narration && spokenSeconds(request.narration),
        },
        processingApplied: film.applied,
        processingTimeMs: performance.now() - began,
        degradedReasons: film.degradedReasons,
      });
    });
  }

  /** Keys follow from the generation alone: a repeat replaces what the first try stored. */
  private async keep(generationId: string, made: FinishedFilm, signal: AbortSignal) {
    const put = (bucket: 'generated-content' | 'thumbnails', name: string, contentType: string, file: string) => (stop: AbortSignal) =>
      this.store.put({ bucket, key: `generations/${generationId}/${name}` }, contentType, { file }, stop);
    const [file, preview, contactSheet, thumbnail, vtt, srt] = await allOrNone(
      [
        put('generated-content', 'film.mp4', 'video/mp4', made.film),
        put('generated-content', 'preview.mp4', 'video/mp4', made.preview),
        put('generated-content', 'contact-sheet.png', 'image/png', made.contactSheet),
        put('thumbnails', 'poster.jpg', 'image/jpeg', made.poster),
        put('generated-content', 'captions.vtt', 'text/vtt', made.vtt),
        put('generated-content', 'captions.srt', 'application/x-subrip', made.srt),
      ],
      { signal },
    );
    return { file, renditions: { preview, contactSheet, thumbnail, captions: { vtt, srt } } };
  }
}
