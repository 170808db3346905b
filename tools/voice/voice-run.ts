import type { VoiceView } from '@polyreel/http-api';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandError, EXIT } from '../client/command.error.js';
import type { Stage } from '../client/stage.js';
import { isOver } from '../demo/progress.view.js';
import { heard } from './heard.story.js';
import type { VoiceClient } from './voice.client.js';

const POLL_MS = 300;
/** Between a recording's end and its film's beginning lies one event. */
const FILM_BEGINS_WITHIN_MS = 60_000;

/** Follows a recording until it is understood, telling what was found once. Throws where it ends otherwise. */
export async function followVoice(
  client: Pick<VoiceClient, 'readVoice' | 'voiceSteps'>,
  id: string,
  stage: Stage,
  signal: AbortSignal,
): Promise<VoiceView> {
  try {
    for await (const { progress, message, phase, status } of client.voiceSteps(id)) {
      if (progress !== undefined || message) stage.progress(progress ?? 0, message ?? phase ?? '');
      if (isOver(status)) break;
    }
  } catch (error) {
    // A broken stream costs nothing but liveliness: asking goes on below.
    signal.throwIfAborted();
    if (error instanceof CommandError && error.exitCode === EXIT.refused) throw error;
  }
  for (;;) {
    const view = await client.readVoice(id);
    stage.progress(view.progress, view.phase);
    if (isOver(view.status)) {
      for (const line of heard(view)) stage.say(line);
      return understood(view);
    }
    await pause(POLL_MS, undefined, { signal });
  }
}

/** Waits until the film of a recording has begun: it is there a moment after the recording is understood. */
export async function filmBegun(client: Pick<VoiceClient, 'read'>, id: string, signal: AbortSignal): Promise<void> {
  for (const until = Date.now() + FILM_BEGINS_WITHIN_MS; ; await pause(POLL_MS, undefined, { signal })) {
    try {
      await client.read(id);
      return;
    } catch (error) {
      if (!(error instanceof CommandError) || error.code !== 'generation_not_found') throw error;
      if (Date.now() > until)
        throw new CommandError('film_not_begun', 'The recording is understood, but its film did not begin.', EXIT.failed);
    }
  }
}

function understood(view: VoiceView): VoiceView {
  if (view.status === 'completed') return view;
  if (view.status === 'cancelled') throw new CommandError('voice_cancelled', 'The work on the recording was cancelled.', EXIT.failed);
  const { code, message } = view.error ?? { code: 'voice_failed', message: 'The recording could not be understood.' };
  throw new CommandError(code, message, EXIT.failed);
}

/** A stretch of the bar, for what is one part of the whole. */
export const stretchOf = (stage: Stage, from: number, to: number): Stage => ({
  ...stage,
  progress: (percent, happening) => stage.progress(Math.round(from + ((to - from) * percent) / 100), happening),
});
