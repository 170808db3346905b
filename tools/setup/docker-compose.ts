import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Way } from './search-order.js';
import type { DevelopmentSecrets } from './development-secrets.js';

const succeeds = (args: string[]) => spawnSync('docker', args, { stdio: 'ignore', timeout: 15_000 }).status === 0;

/** Runs a backing service from deploy/compose.yaml, on the same private port that an installed program would have. */
export const dockerCompose = (root: string, secrets: DevelopmentSecrets): Way => ({
  name: 'Docker Compose',
  async find(service) {
    if (!succeeds(['compose', 'version'])) return { reason: 'Docker Compose is not installed' };
    if (!succeeds(['info'])) return { reason: 'the Docker daemon does not answer' };
    const file = join(root, 'deploy/compose.yaml');
    const environment = {
      ...process.env,
      POSTGRES_PASSWORD: secrets.postgresPassword,
      RABBITMQ_PASSWORD: secrets.rabbitmqPassword,
      REDIS_PASSWORD: secrets.redisPassword,
      INTERNAL_SECRET: secrets.internalSecret,
      AUTH_KEY_SECRET: secrets.authKeySecret,
      OBJECT_STORE_SECRET: secrets.objectStoreSecret,
      API_KEY: secrets.apiKey,
    };
    const args = ['compose', '-f', file, '--profile', 'backing', 'up', '--detach', '--wait', service.name.toLowerCase()];
    const { status, stderr } = spawnSync('docker', args, { env: environment, stdio: ['ignore', 2, 'pipe'], encoding: 'utf8' });
    if (status !== 0) return { reason: `docker compose up failed: ${stderr.trim().slice(-400)}` };
    const url = service.program.url(service.program.firstPort);
    const reason = await service.probe(url);
    return reason ? { reason } : { url, how: `started with Docker Compose on port ${service.program.firstPort}` };
  },
});
