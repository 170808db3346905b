import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Place {
  readonly folder: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/**
 * The folder of a private server, and whom it runs as. PostgreSQL refuses to run as root, so there it runs as the user
 * that its package made; where that user cannot reach our folder (a clone under /root), its files stand in /var/tmp.
 */
export function placeFor(parent: string, name: string): Place {
  const inside = join(parent, name);
  const user = name === 'postgresql' && process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  if (!user) return { folder: inside };
  chownSync(inside, user.uid, user.gid);
  if (mayEnter(inside, user)) return { folder: inside, user };
  const outside = join('/var/tmp', `polyreel-${createHash('sha256').update(inside).digest('hex').slice(0, 12)}`);
  mkdirSync(outside, { recursive: true, mode: 0o700 });
  chownSync(outside, user.uid, user.gid);
  return { folder: outside, user };
}

function unprivilegedUser(): Place['user'] {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  return account && { uid: Number(account[2]), gid: Number(account[3]) };
}

const mayEnter = (folder: string, user: NonNullable<Place['user']>) =>
  spawnSync('test', ['-x', folder], { ...user, stdio: 'ignore' }).status === 0;
