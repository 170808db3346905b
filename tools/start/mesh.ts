import { servicePorts } from '@polyreel/service-kit';
import { join } from 'node:path';
import { SetUpError } from '../setup/set-up.error.js';
import { until } from '../setup/until.js';
import { type BuiltService, builtServices } from './services.js';
import { SupervisedProcess } from './supervised.process.js';

/** Where the mesh is reached. PORT_OFFSET moves it, so that two clones can run side by side. */
export const GATEWAY = `http://127.0.0.1:${servicePorts.get('api-gateway')}`;

const READY_TIMEOUT_MS = 90_000;
const ASK_TIMEOUT_MS = 2_000;
/** Falling this often before the first answer means it will not come up by itself. */
const HOPELESS_FALLS = 3;

export interface MeshOptions {
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  /** One process for each service instead of one for all. */
  readonly processes: boolean;
  readonly onLine: (line: string, process: string) => void;
  /** Ends the start early, with nothing left running. */
  readonly signal?: AbortSignal;
}

export interface Mesh {
  readonly services: readonly BuiltService[];
  stop(): Promise<void>;
}

/** Whether something answers at this address, and whether it is our gateway. */
export async function whoAnswers(url: string): Promise<'mesh' | 'stranger' | 'nobody'> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const body = (await answer.json().catch(() => ({}))) as { service?: unknown };
    return body.service === 'api-gateway' ? 'mesh' : 'stranger';
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code;
    return cause === 'ECONNREFUSED' ? 'nobody' : 'stranger';
  }
}

/** Starts every service of the build and resolves once all of them are ready. Throws, with nothing left running, where they do not get there. */
export async function startMesh({ root, environment, processes, onLine, signal }: MeshOptions): Promise<Mesh> {
  const services = builtServices(join(root, 'dist/apps'));
  const scripts = processes
    ? services.map(({ name, main }) => ({ name, script: main }))
    : [{ name: 'mesh', script: join(root, 'dist/tools/start/mesh.process.js') }];
  // A PORT meant for something else would send every service to the same one.
  const { PORT: _unwanted, ...inherited } = process.env;
  const supervised = scripts.map(
    (one) => new SupervisedProcess({ ...one, onLine, environment: { ...inherited, PUBLIC_URL: GATEWAY, ...environment } }),
  );
  const stop = async () => void (await Promise.all(supervised.map((one) => one.stop())));
  for (const one of supervised) one.start();

  const waiting = new Set(services);
  const settled = () => waiting.size === 0 || signal?.aborted || supervised.some(({ falls }) => falls >= HOPELESS_FALLS);
  await until(async () => {
    const asked = await Promise.all([...waiting].map(async (service) => ({ service, ready: await isReady(service) })));
    for (const { service, ready } of asked) if (ready) waiting.delete(service);
    return settled() === true;
  }, READY_TIMEOUT_MS);
  if (waiting.size === 0) return { services, stop };
  await stop();
  signal?.throwIfAborted();
  const names = [...waiting].map(({ name, port }) => `${name} (port ${port})`).join(', ');
  throw new SetUpError('mesh_not_ready', `The mesh did not start: ${names} never became ready.`, 'The lines above say why.');
}

const isReady = ({ port }: BuiltService) =>
  fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
