import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, EXIT } from './command.error.js';

/** The key of the mesh that runs: what the environment says, or what was kept when it was started from this folder. */
export function keptKey(root: string): string {
  const key = process.env['POLYREEL_API_KEY'];
  if (key) return key;
  try {
    return readFileSync(join(root, '.data/api-key'), 'utf8').trim();
  } catch {
    throw new CommandError(
      'no_key',
      'A mesh runs already, but it was not started from this folder and its key is not known here.',
      EXIT.unavailable,
      'Set POLYREEL_API_KEY to its key.',
    );
  }
}
