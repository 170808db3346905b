import { type DataOf, GenerationCancelled, GenerationFailed, PostProcessingCompleted, QualityCheckCompleted } from '@polyreel/contracts';
import { FfmpegError, type QualityMetrics, judge, measureFilm } from '@polyreel/media';
import { ObjectStore } from '@polyreel/object-store';
import { withFolder } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Cut = DataOf<typeof PostProcessingCompleted>;

/** Measures a finished film, every second of it, and judges it by the written rules. */
@Performs(PostProcessingCompleted, { emits: [QualityCheckCompleted], cancelledBy: [GenerationCancelled, GenerationFailed] })
export class CheckFilm {
  constructor(private readonly store: ObjectStore) {}

  async perform(cut: Cut, { signal }: Pick<Job, 'signal'>) {
    const { generationId } = cut;
    try {
      const metrics = await this.measure(cut, signal);
      const { score, passed, problems } = judge(metrics);
      return QualityCheckCompleted({ generationId, qualityScore: score, qualityMetrics: { ...metrics }, passed, problems });
    } catch (error) {
      // A film that ffmpeg cannot read is a finding, not a fault of the check; one whose check was stopped was not looked at.
      signal.throwIfAborted();
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
      const sound = processingApplied.includes('music') || processingApplied.includes('narration');
      return measureFilm(film, { ...expected, sound, captions: told ? captions : undefined }, signal);
    });
  }
}
