import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import type { Realm } from './backing-service.js';
import { onPath } from './on-path.js';

const DebianPackage = z.object({
  name: z.string(),
  for: z.string(),
  /**
   * `service`: only where that server was not found otherwise; `required`: no film without; `better`: films without, but poorer; `tests`:
   * nobody who makes films needs it.
   */
  need: z.enum(['service', 'required', 'better', 'tests']),
  service: z.string().optional(),
  /** Its name in older releases. */
  otherwise: z.string().optional(),
  /** What tells that it is there on a machine without dpkg. */
  program: z.string().optional(),
});
export type DebianPackage = z.infer<typeof DebianPackage>;

/** Everything that the project takes from Debian, and what for. */
export const debianPackages: readonly DebianPackage[] = loadJson(import.meta.url, './debian-packages.json', z.array(DebianPackage));

/** What this realm wants, where these servers were not found otherwise. */
export const wantedIn = (realm: Realm, missing: readonly string[], packages = debianPackages): DebianPackage[] =>
  packages.filter(({ need, service }) => {
    if (need === 'service') return missing.includes(service ?? '');
    return need !== 'tests' || realm === 'polyreel_test';
  });

/** What the machine can do about packages. A port, so that the logic of the set-up is tested without a machine. */
export interface PackageSystem {
  /** The installed ones, or undefined on a machine without dpkg. */
  installed(): ReadonlySet<string> | undefined;
  /** Why nothing can be installed here, or undefined where it can. */
  obstacle(): string | undefined;
  /** Which of these names the sources offer. */
  offered(names: readonly string[]): ReadonlySet<string>;
  refresh(): void;
  /** Installs without questions and without starting what it installs. Gives the reason where it fails. */
  install(names: readonly string[]): string | undefined;
  hasProgram(name: string): boolean;
}

/** The packages that are not here. Off Debian only those are known that name a program to look for. */
export function absent(packages: readonly DebianPackage[], system: PackageSystem): DebianPackage[] {
  const installed = system.installed();
  if (installed) return packages.filter(({ name, otherwise }) => !installed.has(name) && !(otherwise && installed.has(otherwise)));
  return packages.filter(({ program }) => program && !system.hasProgram(program));
}

export interface Installation {
  readonly installed: readonly DebianPackage[];
  readonly failed: readonly DebianPackage[];
  /** Why, for the failed. */
  readonly reason?: string;
}

/** Installs what it can. One that the sources do not offer does not keep the others from being installed. */
export function installPackages(wanted: readonly DebianPackage[], system: PackageSystem): Installation {
  const obstacle = system.obstacle();
  if (obstacle) return { installed: [], failed: wanted, reason: obstacle };
  system.refresh();
  const offered = system.offered(wanted.flatMap(({ name, otherwise }) => (otherwise ? [name, otherwise] : [name])));
  const nameOf = ({ name, otherwise }: DebianPackage) => [name, otherwise].find((candidate) => candidate && offered.has(candidate));
  const possible = wanted.filter(nameOf);
  const impossible = wanted.filter((one) => !nameOf(one));
  const reason = possible.length > 0 ? system.install(possible.map((one) => nameOf(one)!)) : undefined;
  if (reason) return { installed: [], failed: wanted, reason };
  return { installed: possible, failed: impossible, ...(impossible.length > 0 && { reason: 'the package sources do not offer it' }) };
}

const POLICY = '/usr/sbin/policy-rc.d';

/** This machine's apt. */
export function aptSystem(): PackageSystem {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const run = (command: string[]) =>
    spawnSync(command[0]!, command.slice(1), {
      encoding: 'utf8',
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 << 20,
    });
  const apt = (...args: string[]) =>
    run([
      ...asRoot,
      ...(asRoot.length > 0 ? ['env', 'DEBIAN_FRONTEND=noninteractive'] : []),
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...args,
    ]);

  return {
    installed() {
      if (!onPath('dpkg-query')) return undefined;
      const { stdout } = run(['dpkg-query', '-W', '-f', '${Package} ${db:Status-Status}\n']);
      return new Set(
        stdout
          .split('\n')
          .filter((line) => line.endsWith(' installed'))
          .map((line) => line.split(' ')[0]!),
      );
    },
    obstacle() {
      if (!onPath('apt-get')) return 'this is not Debian or Ubuntu';
      if (asRoot.length > 0 && run(['sudo', '-n', 'true']).status !== 0) return 'it takes root (or sudo without a password)';
      return undefined;
    },
    offered: (names) =>
      new Set(
        run(['apt-cache', 'pkgnames'])
          .stdout.split('\n')
          .filter((name) => names.includes(name)),
      ),
    refresh: () => void apt('update'),
    install(names) {
      // What apt installs is not to be started by apt: we run our own, privately. Only root can say so.
      const ownPolicy = asRoot.length === 0 && !existsSync(POLICY);
      if (ownPolicy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
      try {
        const { status, stderr, stdout } = apt('install', '--yes', '--no-install-recommends', ...names);
        return status === 0 ? undefined : `apt-get install failed: ${(stderr || stdout).trim().slice(-600)}`;
      } finally {
        if (ownPolicy) rmSync(POLICY, { force: true });
      }
    },
    hasProgram: (name) => onPath(name) !== undefined,
  };
}
