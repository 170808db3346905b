import type { StorageReference } from '@polyreel/contracts';
import { type FeedbackView, fileIdOf, type GenerationFile, type GenerationView } from '@polyreel/http-api';
import type { GenerationReading } from './generation.entity.js';
import { GenerationState } from './generation.state.js';

/** A generation as the API tells it. */
export function viewOf(row: GenerationReading, feedback?: FeedbackView): GenerationView {
  const state = GenerationState.parse(row.state);
  return {
    ...summaryOf(row),
    findings: state.findings,
    shots: state.shots.map(({ prompt, imageBy, videoBy, failed }) => ({
      ...prompt.shot,
      imagePrompt: prompt.imagePrompt,
      videoPrompt: prompt.videoPrompt,
      imageBy,
      videoBy,
      failed,
    })),
    timeline: state.timeline,
    files: filesOf(state),
    options: state.options,
    degraded: state.degradedReasons.length > 0,
    degradedReasons: state.degradedReasons,
    quality: state.quality ?? null,
    costUsd: state.costUsd,
    estimatedCredits: state.estimatedCredits ?? null,
    costCredits: state.costCredits ?? null,
    voiceId: state.voiceId ?? null,
    retryOf: state.retryOf ?? null,
    feedback: feedback ?? null,
    error: state.error ?? null,
  };
}

export const summaryOf = (row: GenerationReading) => ({
  generationId: row.id,
  status: row.status,
  phase: row.phase,
  progress: row.progress,
  prompt: row.inputText,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  degraded: GenerationState.parse(row.state).degradedReasons.length > 0,
});

function filesOf({ film, preview }: GenerationState): GenerationFile[] {
  if (!film) return [];
  const file = (kind: GenerationFile['kind'], reference: StorageReference): GenerationFile => {
    const fileId = fileIdOf(reference);
    const { contentType, bytes } = reference;
    return { fileId, kind, contentType, bytes, downloadUrl: `/v1/media/${fileId}/download`, streamUrl: `/v1/media/${fileId}/stream` };
  };
  return [
    file('video', film.video),
    ...(preview ? [file('preview', preview)] : []),
    file('poster', film.thumbnail),
    file('contact_sheet', film.contactSheet),
    file('captions_vtt', film.captions.vtt),
    file('captions_srt', film.captions.srt),
    ...film.images.map((image) => file('image', image)),
  ];
}
