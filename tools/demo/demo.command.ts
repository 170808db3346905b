import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setUp } from '../setup/set-up.js';
import { readable } from '../start/log-line.js';
import { GATEWAY, startMesh, whoAnswers } from '../start/mesh.js';
import { stopSignal } from '../start/stop-signal.js';
import { CommandError, EXIT, tell } from '../client/command.error.js';
import { keptKey } from '../client/kept-key.js';
import { type DemoOptions, parseDemo, requestFor } from './demo.options.js';
import type { CreateGenerationRequest } from '@polyreel/http-api';
import { bringFiles, describeFiles } from './film-files.js';
import { follow } from './film-run.js';
import { PolyreelClient } from './polyreel.client.js';
import { type Stage, stageOn } from '../client/stage.js';

/** `npm run demo -- "a prompt in any language"`: one film, from nothing to its files. */
export async function run(args: readonly string[]): Promise<number> {
  const stop = stopSignal();
  const stage = stageOn(process.stderr);
  const json = args.includes('--json');
  try {
    const options = parseDemo(args, process.env['INIT_CWD'] ?? process.cwd());
    if (!options) return EXIT.ok;
    const request = requestFor(options, await promptOf(options.prompt));
    const mesh = await reachMesh(process.cwd(), stage, stop);
    try {
      return await makeFilm(options, request, mesh.key, stage, stop);
    } finally {
      stage.close();
      await mesh.leave();
    }
  } catch (error) {
    stage.close();
    if (!stop.aborted) return tell(error, json);
    console.error('Stopped; the run was cancelled.');
    return EXIT.interrupted;
  }
}

async function makeFilm(
  options: DemoOptions,
  request: CreateGenerationRequest,
  key: string,
  stage: Stage,
  stop: AbortSignal,
): Promise<number> {
  const started = performance.now();
  const late = AbortSignal.timeout(options.timeoutSeconds * 1000);
  const client = new PolyreelClient(GATEWAY, key, AbortSignal.any([stop, late]));
  if (request.dryRun) {
    console.log(JSON.stringify(await client.plan(request), null, 2));
    return EXIT.ok;
  }
  const id = await client.create(request);
  try {
    const view = await follow(client, id, stage, AbortSignal.any([stop, late]));
    const files = await bringFiles(
      client,
      view,
      options.output ?? join(process.env['INIT_CWD'] ?? process.cwd(), `polyreel-${id.slice(0, 8)}.mp4`),
    );
    stage.close();
    const seconds = (performance.now() - started) / 1000;
    console.log(
      options.json
        ? JSON.stringify({ ...view, paths: files, seconds: Number(seconds.toFixed(2)) }, null, 2)
        : describeFiles(files, view, seconds),
    );
    return EXIT.ok;
  } catch (error) {
    if (!stop.aborted && !late.aborted) throw error;
    await client.cancel(id).catch(() => undefined);
    if (stop.aborted) throw error;
    throw new CommandError(
      'too_slow',
      `The film was not finished within ${options.timeoutSeconds} s; the run was cancelled.`,
      EXIT.tooSlow,
      'A longer --timeout gives it more time.',
    );
  }
}

/** The prompt itself, or what comes on standard input. */
const promptOf = (prompt: string) => (prompt === '-' ? text(process.stdin) : prompt);

interface ReachedMesh {
  readonly key: string;
  /** Stops what was started for this film; a mesh that ran before runs on. */
  leave(): Promise<void>;
}

async function reachMesh(root: string, stage: Stage, stop: AbortSignal): Promise<ReachedMesh> {
  const running = await whoAnswers(GATEWAY);
  if (running === 'stranger')
    throw new CommandError('port_taken', `${GATEWAY} is answered by something that is not Polyreel.`, EXIT.unavailable, 'Stop it first.');
  if (running === 'mesh') return { key: keptKey(root), leave: () => Promise.resolve() };
  const { environment, secrets, release } = await setUp({ root, realm: 'polyreel', say: stage.say });
  try {
    const mesh = await startMesh({
      root,
      processes: false,
      signal: stop,
      environment: { LOG_LEVEL: 'warn', ...environment },
      onLine: logTo(join(root, '.data')),
    });
    return { key: secrets.apiKey, leave: () => mesh.stop().finally(release) };
  } catch (error) {
    await release();
    if (!stop.aborted) stage.say(`The mesh's own words are in ${join(root, '.data/mesh.log')}.`);
    throw error;
  }
}

/** What the mesh says goes into a file: the person came for a film. */
function logTo(folder: string) {
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(join(folder, 'mesh.log'), { flags: 'w' });
  return (line: string, name: string) => void log.write(`${readable(line, name)}\n`);
}
