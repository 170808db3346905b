import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';
import { selection } from './selection.js';
import { playbill } from './nemesis/playbill.js';
import { missingServers } from './stage/missing-servers.js';
import { Theatre } from './theatre.js';

/** A bound, so that a fault that never ends is a failure and not a wait: the longest of them lasts ten minutes before recovery begins. */
const AT_MOST_MS = 25 * 60_000;

const { seed, full, told, chosen } = selection(process.env, playbill);
const missing = missingServers();
const skipped = missing.length > 0 ? ` (skipped: ${missing.join(', ')} cannot be started privately on this machine)` : '';

describe.skipIf(skipped)(`a mesh under faults, seed ${seed}${skipped}`, { timeout: AT_MOST_MS }, () => {
  const theatre = new Theatre({
    seed,
    full,
    reports: join(fileURLToPath(new URL('../../.data/reports/faults', import.meta.url)), String(seed)),
    tell: (line) => void (told && process.stdout.write(`${line}\n`)),
  });
  afterAll(() => theatre.close());

  for (const fault of chosen) it(`${fault.number}: ${fault.title}`, () => theatre.play(fault));
});
