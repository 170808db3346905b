import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GATEWAY } from '../start/mesh.js';
import { EXIT } from '../client/command.error.js';
import { folder, onStage, type OnStage, Patience } from '../client/on-stage.js';
import { type DemoOptions, parseDemo, requestFor } from './demo.options.js';
import type { CreateGenerationRequest } from '@polyreel/http-api';
import { bringFiles, describeFiles } from './film-files.js';
import { follow } from './film-run.js';
import { PolyreelClient } from './polyreel.client.js';

/** `npm run demo -- "a prompt in any language"`: one film, from nothing to its files. */
export const run = (args: readonly string[]): Promise<number> => onStage(args, () => askedBy(args), makeFilm);

interface Asked {
  readonly options: DemoOptions;
  readonly request: CreateGenerationRequest;
}

async function askedBy(args: readonly string[]): Promise<Asked | undefined> {
  const options = parseDemo(args, folder());
  return options && { options, request: requestFor(options, await promptOf(options.prompt)) };
}

async function makeFilm({ options, request }: Asked, { key, stage, stop }: OnStage): Promise<number> {
  const started = performance.now();
  const patience = new Patience(stop, options.timeoutSeconds);
  const client = new PolyreelClient(GATEWAY, key, patience.signal);
  if (request.dryRun) {
    console.log(JSON.stringify(await client.plan(request), null, 2));
    return EXIT.ok;
  }
  const id = await client.create(request);
  try {
    const view = await follow(client, id, stage, patience.signal);
    const files = await bringFiles(client, view, options.output ?? join(folder(), `polyreel-${id.slice(0, 8)}.mp4`));
    stage.close();
    const seconds = (performance.now() - started) / 1000;
    console.log(
      options.json
        ? JSON.stringify({ ...view, paths: files, seconds: Number(seconds.toFixed(2)) }, null, 2)
        : describeFiles(files, view, seconds),
    );
    return EXIT.ok;
  } catch (error) {
    return patience.ended(error, 'The film', () => client.cancel(id).catch(() => undefined));
  }
}

/** The prompt itself, or what comes on standard input. */
const promptOf = (prompt: string) => (prompt === '-' ? text(process.stdin) : prompt);
