import { setTimeout as pause } from 'node:timers/promises';
import { CommandError, EXIT } from '../client/command.error.js';
import type { GenerationView } from '@polyreel/http-api';
import { findingsOf } from './findings.view.js';
import { isOver } from './progress.view.js';
import type { PolyreelClient } from './polyreel.client.js';
import type { Stage } from '../client/stage.js';
import { story } from './story.js';

const POLL_MS = 500;

/** Follows a run to its end, telling each stage's finding once. Throws where it ends without a film. */
export async function follow(
  client: Pick<PolyreelClient, 'read' | 'steps'>,
  id: string,
  stage: Stage,
  signal: AbortSignal,
): Promise<GenerationView> {
  const told = new Set<string>();
  const look = async () => {
    const view = await client.read(id);
    for (const part of story(findingsOf(view)).filter((line) => !told.has(line))) {
      told.add(part);
      stage.say(part);
    }
    return view;
  };
  try {
    await listen(client, id, stage, look);
  } catch (error) {
    // A broken stream costs nothing but liveliness: asking goes on below.
    signal.throwIfAborted();
    if (error instanceof CommandError && error.exitCode === EXIT.refused) throw error;
  }
  for (;;) {
    const view = await look();
    stage.progress(view.progress, view.phase);
    if (isOver(view.status)) return filmOf(view);
    await pause(POLL_MS, undefined, { signal });
  }
}

async function listen(client: Pick<PolyreelClient, 'steps'>, id: string, stage: Stage, look: () => Promise<unknown>): Promise<void> {
  let phase: string | undefined;
  for await (const step of client.steps(id)) {
    stage.progress(step.progress ?? 0, step.message ?? step.phase ?? step.status ?? '');
    if (step.phase !== phase) {
      phase = step.phase;
      await look();
    }
    if (isOver(step.status)) return;
  }
}

function filmOf(view: GenerationView): GenerationView {
  if (view.status === 'completed') return view;
  if (view.status === 'cancelled') throw new CommandError('generation_cancelled', 'The run was cancelled.', EXIT.failed);
  const { code, message } = view.error ?? { code: 'generation_failed', message: 'The run ended without a film.' };
  throw new CommandError(code, message, EXIT.failed);
}
