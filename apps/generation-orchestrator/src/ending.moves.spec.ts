import { GenerationCompleted, GenerationOptions, type StorageReference } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { complete, type Run } from './ending.moves.js';
import { acceptedState } from './generation.state.js';

const file: StorageReference = { bucket: 'generated-content', key: 'film', contentType: 'video/mp4', bytes: 1, checksum: 'a'.repeat(64) };
const film = { video: file, thumbnail: file, contactSheet: file, images: [file], captions: { vtt: file, srt: file } };
const TEN_MINUTES_MS = 600_000;

describe('the end of a run', () => {
  it('comes also where this clock is behind the one that wrote its beginning', () => {
    const state = {
      ...acceptedState({ userId: 'eve', tier: 'free' }, GenerationOptions.parse({}), { seed: 1, message: 'Accepted.' }),
      film,
    };
    const startedAt = new Date(Date.now() + TEN_MINUTES_MS);
    const run = { id: 'a3f1c1d2-0000-4000-8000-000000000001', step: 'checking', state, startedAt } as const satisfies Run;
    const completed = complete(run, state).emit!.find(({ contract }) => contract === GenerationCompleted);
    expect(completed!.data).toMatchObject({ totalProcessingTimeMs: 0 });
  });
});
