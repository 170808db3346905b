import { delimiter, join } from 'node:path';
import type { SetUp } from '../setup/set-up.js';

/** What specs and benchmarks get: what a service gets, and addresses from which they make a database or a virtual host of their own. */
export function specEnvironment(root: string, { environment, found }: Pick<SetUp, 'environment' | 'found'>): Record<string, string> {
  const commands = found.flatMap((one) => one.commands ?? []);
  return {
    ...environment,
    ...Object.fromEntries(found.map(({ service, url }) => [`TEST_${service.variable}`, url])),
    PATH: [...commands, process.env['PATH']].join(delimiter),
    OBJECT_STORE_DIR: join(root, '.data/test/objects'),
    // Specs break things on purpose: what the services say of it is wanted only when one is looked into.
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
  };
}
