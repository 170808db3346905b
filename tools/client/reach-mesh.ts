import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from '../setup/set-up.js';
import { readable } from '../start/log-line.js';
import { GATEWAY, startMesh, whoAnswers } from '../start/mesh.js';
import { CommandError, EXIT } from './command.error.js';
import { keptKey } from './kept-key.js';
import type { Stage } from './stage.js';

export interface ReachedMesh {
  readonly key: string;
  /** Stops what was started for this film; a mesh that ran before runs on. */
  leave(): Promise<void>;
}

/** The mesh that runs, or one that is started for as long as the command takes. */
export async function reachMesh(root: string, stage: Stage, stop: AbortSignal): Promise<ReachedMesh> {
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
