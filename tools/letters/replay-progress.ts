import type { ReplayView } from '@polyreel/http-api';
import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from '../client/stage.js';
import type { LettersClient } from './letters.client.js';

const LOOK_EVERY_MS = 500;

/** Follows a replay until it has sent what it can; answers how it ended. Leaving off does not stop it. */
export async function followReplay(
  client: Pick<LettersClient, 'progress'>,
  begun: ReplayView,
  stage: Pick<Stage, 'progress'>,
  signal: AbortSignal,
): Promise<ReplayView> {
  let replay = begun;
  while (replay.state === 'running' || replay.state === 'cancelling') {
    stage.progress(replay.progress, `${replay.sent} of ${replay.total} sent${again(replay)}`);
    await pause(LOOK_EVERY_MS, undefined, { signal });
    replay = await client.progress(replay.replayId);
  }
  stage.progress(replay.progress, `${replay.sent} of ${replay.total} sent${again(replay)}`);
  return replay;
}

/** How a replay ended, as a sentence. */
export function endOf(replay: ReplayView): string {
  const { state, sent, total, unroutable } = replay;
  const gone = unroutable > 0 ? ` ${unroutable} rest on: their handler has no queue any more.` : '';
  const what = state === 'cancelled' ? 'Cancelled: ' : '';
  return `${what}${sent} of ${total} letter(s) went back to their handlers${again(replay)}.${gone} What fails again shows in \`groups\`.`;
}

const again = ({ failedAgain }: ReplayView) => (failedAgain > 0 ? `, ${failedAgain} failed again` : '');
