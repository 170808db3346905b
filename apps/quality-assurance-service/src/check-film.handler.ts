import { type DataOf, PostProcessingCompleted, QualityCheckCompleted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { FfmpegError, type QualityMetrics, judge, measureFilm } from '@polyreel/media';
import { ObjectStore } from '@polyreel/object-store';
import { withFolder } from '@polyreel/service-kit';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Cut = DataOf<typeof PostProcessingCompleted>;

/** Longest that measuring may take; a film of 60 s takes a tenth of it on one core. */
const DEADLINE_MS = 50_000;

/** Measures a finished film and judges it by the written rules. */
@Handles(PostProcessingCompleted, { emits: [QualityCheckCompleted], concurrency: 1 })
export class CheckFilm {
  constructor(private readonly store: ObjectStore) {}

  async handle(cut: Cut) {
    const { generationId } = cut;
    try {
      const metrics = await this.measure(cut, AbortSignal.timeout(DEADLINE_MS));
      const { score, passed, problems } = judge(metrics);
      return QualityCheckCompleted({ generationId, qualityScore: score, qualityMetrics: { ...metrics }, passed, problems });
    } catch (error) {
      // A film that ffmpeg cannot read is a finding, not a fault of the check.
      if (!(error instanceof FfmpegError)) throw error;
      const problems = [{ code: 'unreadable_film', message: error.message }];
      return QualityCheckCompleted({ generationId, qualityScore: 0, qualityMetrics: {}, passed: false, problems });
    }
  }

  private measure({ file, renditions, expected, processingApplied }: Cut, signal: AbortSignal): Promise<QualityMetrics> {
    return withFolder('check', async (folder) => {
      const [film, vtt] = [join(folder, 'film.mp4'), join(folder, 'captions.vtt')];
      await Promise.all([this.store.fetchTo(file, film, signal), this.store.fetchTo(renditions.captions.vtt, vtt, signal)]);
      const captions = await readFile(vtt, 'utf8');
      const told = captions.includes('-->');
      return measureFilm(film, { ...expected, sound: processingApplied.includes('music'), captions: told ? captions : undefined }, signal);
    });
  }
}
