import type { GenerationView } from '@polyreel/http-api';
import { describe, expect, it } from 'vitest';
import { CommandError, EXIT } from '../client/command.error.js';
import { follow } from './film-run.js';
import type { ProgressView } from './progress.view.js';
import { lineStage } from '../client/stage.js';

const view = (over: Partial<GenerationView>): GenerationView => ({
  generationId: 'f1f1f1f1-0000-4000-8000-000000000000',
  status: 'processing',
  phase: 'analysing',
  progress: 30,
  prompt: 'Un dragón rojo',
  createdAt: '',
  finishedAt: null,
  findings: {},
  shots: [],
  timeline: [],
  files: [],
  options: {},
  degraded: false,
  degradedReasons: [],
  quality: null,
  costUsd: 0,
  estimatedCredits: 1,
  costCredits: null,
  voiceId: null,
  retryOf: null,
  feedback: null,
  error: null,
  ...over,
});

const language = { code: 'es', confidence: 0.98, reliable: true, engine: 'cld3' };

/** A mesh that gives these views one after the other, the last one for ever, and these steps on its stream. */
function meshWith(views: Partial<GenerationView>[], steps: ProgressView[], failure?: Error) {
  let asked = 0;
  return {
    read: () => Promise.resolve(view(views[Math.min(asked++, views.length - 1)]!)),
    async *steps() {
      yield* await Promise.resolve(steps);
      if (failure) throw failure;
    },
  };
}

async function watch(mesh: ReturnType<typeof meshWith>) {
  const lines: string[] = [];
  const result = await follow(
    mesh,
    'id',
    lineStage((line) => lines.push(line)),
    new AbortController().signal,
  );
  return { lines, result };
}

describe('following a run', () => {
  const completed = { status: 'completed', phase: 'done', progress: 100, findings: { language } } as const;

  it('tells each finding once, as soon as its stage has spoken', async () => {
    const steps = [
      { phase: 'translating', progress: 10, message: 'Translating' },
      { phase: 'analysing', progress: 30, message: 'Analysing' },
      { status: 'completed', phase: 'done', progress: 100, message: 'Done' },
    ];
    const { lines, result } = await watch(meshWith([{ findings: { language } }, completed], steps));
    expect(lines).toEqual([
      ' 10 %  Translating',
      'Language     Spanish (es), 98 % sure, by cld3',
      ' 30 %  Analysing',
      '100 %  Done',
      '100 %  done',
    ]);
    expect(result.status).toBe('completed');
  });

  it('asks by itself where the stream breaks', async () => {
    const { result } = await watch(meshWith([{}, completed], [], new Error('connection reset')));
    expect(result.progress).toBe(100);
  });

  it('never shows less progress than it has shown', async () => {
    const { lines } = await watch(
      meshWith(
        [completed],
        [
          { progress: 50, message: 'a' },
          { progress: 20, message: 'b' },
        ],
      ),
    );
    expect(lines).toEqual(expect.arrayContaining([' 50 %  a', ' 50 %  b']));
  });

  it('ends with the code of a run that failed', async () => {
    const failed = {
      status: 'failed',
      error: { code: 'content_blocked', message: 'This cannot be shown.', phase: 'preprocessing' },
    } as const;
    await expect(watch(meshWith([failed], []))).rejects.toMatchObject({ code: 'content_blocked', exitCode: EXIT.failed });
  });

  it('does not go on asking where the API refuses', async () => {
    await expect(watch(meshWith([{}], [], new CommandError('unauthenticated', 'No.', EXIT.refused)))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
