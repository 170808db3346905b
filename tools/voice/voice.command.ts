import type { AcceptedVoice, VoiceView } from '@polyreel/http-api';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT } from '../client/command.error.js';
import { folder, onStage, type OnStage, Patience } from '../client/on-stage.js';
import type { Stage } from '../client/stage.js';
import { bringFiles, describeFiles } from '../demo/film-files.js';
import { follow } from '../demo/film-run.js';
import { GATEWAY } from '../start/mesh.js';
import { VoiceClient } from './voice.client.js';
import { parseVoice, type VoiceOptions } from './voice.options.js';
import { filmBegun, followVoice, stretchOf } from './voice-run.js';

/** As much of the bar is the listening; the rest is the film. */
const LISTENING_PERCENT = 15;

/** `npm run demo:voice -- file.wav`: from a recording to its words and its film, from nothing to its files. */
export const run = (args: readonly string[]): Promise<number> => onStage(args, async () => parseVoice(args, folder()), filmVoice);

async function filmVoice(options: VoiceOptions, { key, stage, stop }: OnStage): Promise<number> {
  const started = performance.now();
  const patience = new Patience(stop, options.timeoutSeconds);
  const { signal } = patience;
  const client = new VoiceClient(GATEWAY, key, signal);
  const { file, generate, process: words } = options;
  const accepted = generate ? await client.generateFrom(file, generate) : await client.writeDown(file, words!);
  try {
    const { generationId } = accepted;
    const view = await followVoice(client, accepted.voiceId, generationId ? stretchOf(stage, 0, LISTENING_PERCENT) : stage, signal);
    if (!generationId) return tellWords(options, view, stage);
    await filmBegun(client, generationId, signal);
    const film = await follow(client, generationId, stretchOf(stage, LISTENING_PERCENT, 100), signal);
    const paths = await bringFiles(client, film, options.output ?? join(folder(), `polyreel-${generationId.slice(0, 8)}.mp4`));
    stage.close();
    const seconds = (performance.now() - started) / 1_000;
    const all = { voice: view, generation: film, paths, seconds: Number(seconds.toFixed(2)) };
    console.log(options.json ? JSON.stringify(all, null, 2) : describeFiles(paths, film, seconds));
    return EXIT.ok;
  } catch (error) {
    return patience.ended(error, 'It', () => cancel(client, accepted));
  }
}

function tellWords({ json, output }: VoiceOptions, view: VoiceView, stage: Stage): number {
  stage.close();
  const { text } = view.transcript!;
  if (output) {
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, `${text}\n`);
  }
  console.log(json ? JSON.stringify({ voice: view, ...(output && { paths: { transcript: output } }) }, null, 2) : (output ?? text));
  return EXIT.ok;
}

/** Whichever of the two is under way. */
async function cancel(client: VoiceClient, { voiceId, generationId }: AcceptedVoice): Promise<void> {
  await client.cancelVoice(voiceId).catch(() => undefined);
  if (generationId) await client.cancel(generationId).catch(() => undefined);
}
