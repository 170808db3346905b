import { tmpdir } from 'node:os';
import { postgres } from '../../../tools/setup/postgres.backing.js';
import { rabbitmq } from '../../../tools/setup/rabbitmq.backing.js';
import { redis } from '../../../tools/setup/redis.backing.js';

const NO_SECRETS = { rabbitmqPassword: '', postgresPassword: '', redisPassword: '', apiKey: '', internalSecret: '', objectStoreSecret: '' };

/** The servers whose programs are not installed here: a stage needs its own, as those that others use must not be killed. */
export const missingServers = (): string[] =>
  [rabbitmq(NO_SECRETS, tmpdir()), postgres(NO_SECRETS), redis(NO_SECRETS)]
    .filter(({ program }) => !program.installedAt())
    .map(({ name }) => name);
