import { once } from 'node:events';
import { join } from 'node:path';
import { setUp } from '../setup/set-up.js';
import { readable } from './log-line.js';
import { GATEWAY, startMesh, whoAnswers } from './mesh.js';
import { stopSignal } from './stop-signal.js';

/** `npm start [-- --processes]`: brings everything, runs the mesh until Ctrl-C, then lets it finish what it has. */
export async function run(args: readonly string[]): Promise<number> {
  const root = process.cwd();
  const running = await whoAnswers(GATEWAY);
  if (running === 'mesh') {
    console.log(`The mesh already runs at ${GATEWAY}.`);
    return 0;
  }
  if (running === 'stranger') {
    console.error(`Port ${new URL(GATEWAY).port} is taken by something that is not Polyreel. Stop it first.`);
    return 69;
  }
  const stop = stopSignal();
  const { environment, release } = await setUp({ root, realm: 'polyreel', say: (line) => console.log(line) });
  try {
    const processes = args.includes('--processes');
    const started = performance.now();
    const mesh = await startMesh({
      root,
      signal: stop,
      processes,
      environment: { LOG_LEVEL: 'warn', ...ownLevel(), ...environment },
      onLine: (line, name) => console.log(readable(line, name)),
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(welcome(mesh.services.length, processes, seconds, join(root, '.data/api-key')));
    if (!stop.aborted) await once(stop, 'abort');
    console.log('\nFinishing what is in hand …');
    await mesh.stop();
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await release();
  }
  console.log('Stopped.');
  return 0;
}

const ownLevel = () => (process.env['LOG_LEVEL'] ? { LOG_LEVEL: process.env['LOG_LEVEL'] } : {});

const welcome = (count: number, processes: boolean, seconds: string, keyFile: string) => `
Polyreel is ready: ${count} services in ${processes ? 'a process each' : 'one process'}, ${seconds} s.
  API       ${GATEWAY}/v1
  Reference ${GATEWAY}/docs
  API key   ${keyFile}
  A film    npm run demo -- "a prompt in any language"
Ctrl-C lets it finish what it has and stops it.`;
