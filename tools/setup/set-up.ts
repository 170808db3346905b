import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackingService, Realm } from './backing-service.js';
import { absent, aptSystem, type DebianPackage, installPackages, type PackageSystem, wantedIn } from './debian-packages.js';
import { type DevelopmentSecrets, developmentSecrets } from './development-secrets.js';
import { dockerCompose } from './docker-compose.js';
import { postgres } from './postgres.backing.js';
import { isAlive, PrivateServices } from './private-services.js';
import { rabbitmq } from './rabbitmq.backing.js';
import { redis } from './redis.backing.js';
import { findService, type Found, type Way, waysFor } from './search-order.js';
import { SetUpError } from './set-up.error.js';
import { withLock } from './lock.js';

export interface SetUp {
  /** What every service is started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: DevelopmentSecrets;
  /** Where each server was found, as one that may make databases and virtual hosts in it reaches it. */
  readonly found: readonly Found[];
  /** Gives back what was started for this process; the last one to do so stops the private servers. */
  release(): Promise<void>;
}

export interface SetUpOptions {
  readonly root: string;
  readonly realm: Realm;
  /** Told one line at a time what was found, started or installed, and what for. */
  readonly say: (line: string) => void;
}

/** Finds or brings everything that the mesh needs. Quick where all of it is there; throws a SetUpError that says what to do where not. */
export async function setUp({ root, realm, say }: SetUpOptions): Promise<SetUp> {
  const data = join(root, '.data');
  const folder = join(data, 'services');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return withLock(join(data, 'set-up.lock'), async () => {
    const secrets = developmentSecrets(data);
    const services = [rabbitmq(secrets, join(folder, 'rabbitmq')), postgres(secrets), redis(secrets)];
    const privately = new PrivateServices(folder);
    const quick = (service: BackingService) => waysFor(service, realm, privately);
    const there = await Promise.all(services.map((service) => findQuickly(service, quick(service))));

    const missing = services.filter((_, index) => !there[index]).map(({ name }) => name);
    const wanted = absent(wantedIn(realm, missing), aptSystem());
    bring(wanted, aptSystem(), join(data, 'unavailable-packages.json'), say);

    const all = (service: BackingService) => [...quick(service), privately.installed, dockerCompose(root, secrets)];
    const found = await Promise.all(services.map(async (service, index) => there[index] ?? (await findService(service, all(service)))));
    const environment = await prepare(found, realm, say);
    const users = join(folder, 'users');
    mkdirSync(users, { recursive: true });
    writeFileSync(join(users, String(process.pid)), '');
    return {
      environment: { ...environment, ...ownSettings(secrets, data) },
      secrets,
      found,
      release: () => release(users, services, privately),
    };
  });
}

/** What the services of this clone are told beside the addresses of the servers. */
const ownSettings = (secrets: DevelopmentSecrets, data: string): Record<string, string> => ({
  API_KEY: secrets.apiKey,
  INTERNAL_SECRET: secrets.internalSecret,
  AUTH_KEY_SECRET: secrets.authKeySecret,
  // Without a mail server no letter arrives that could verify an address.
  SIGN_IN_NEEDS_VERIFIED_EMAIL:
    process.env['SIGN_IN_NEEDS_VERIFIED_EMAIL'] || String(Boolean(process.env['SMTP_URL'] || process.env['SENDGRID_API_KEY'])),
  OBJECT_STORE_SECRET: secrets.objectStoreSecret,
  OBJECT_STORE_DIR: join(data, 'objects'),
  VAPID_PUBLIC_KEY: secrets.pushKeys.publicKey,
  VAPID_PRIVATE_KEY: secrets.pushKeys.privateKey,
  VAPID_SUBJECT: 'mailto:nobody@localhost',
  // Letters that have no other way to go, with the links in them.
  MAIL_DIR: join(data, 'mail'),
  // Told once per process otherwise; which Node is supported is package.json's to say.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

/** Stops every private server of this clone, whoever uses it. Gives the names of those that ran. */
export async function stopServices(root: string): Promise<string[]> {
  const folder = join(root, '.data/services');
  if (!existsSync(folder)) return [];
  const secrets = developmentSecrets(join(root, '.data'));
  const services = [rabbitmq(secrets, join(folder, 'rabbitmq')), postgres(secrets), redis(secrets)];
  const privately = new PrivateServices(folder);
  const stopped = await Promise.all(services.map(async (service) => ((await privately.stop(service)) ? [service.name] : [])));
  return stopped.flat();
}

async function findQuickly(service: BackingService, ways: readonly Way[]): Promise<Found | undefined> {
  try {
    return await findService(service, ways);
  } catch (error) {
    if (error instanceof SetUpError && error.code === 'backing_service_unavailable') return undefined;
    throw error;
  }
}

/** Installs what is absent. What could not be had is remembered, so that every later start is quick. */
function bring(wanted: readonly DebianPackage[], system: PackageSystem, memory: string, say: (line: string) => void): void {
  const given: string[] = existsSync(memory) ? (JSON.parse(readFileSync(memory, 'utf8')) as string[]) : [];
  const fresh = wanted.filter(({ name, need }) => need === 'required' || need === 'service' || !given.includes(name));
  if (fresh.length === 0) return;
  if (!system.obstacle()) {
    say(`Installing ${fresh.length} Debian packages, a minute or two: ${fresh.map((one) => `${one.name} (${one.for})`).join(', ')}`);
  }
  const { failed, reason } = installPackages(fresh, system);
  const required = failed.filter(({ need }) => need === 'required');
  if (required.length > 0) {
    const names = required.map(({ name }) => name).join(' ');
    throw new SetUpError(
      'package_unavailable',
      `No film can be made without: ${required.map((one) => `${one.name} (${one.for})`).join(', ')}; ${reason}.`,
      `Install them: sudo apt-get install ${names}`,
    );
  }
  const poorer = failed.filter(({ need }) => need === 'better' || need === 'tests');
  if (poorer.length === 0) return;
  writeFileSync(memory, JSON.stringify([...new Set([...given, ...poorer.map(({ name }) => name)])]));
  say(
    `Not installed, ${reason}; films are made all the same, but with less: ${poorer.map((one) => `${one.name} (${one.for})`).join(', ')}.`,
  );
  say(`To install them later: sudo apt-get install ${poorer.map(({ name }) => name).join(' ')}`);
}

async function prepare(found: readonly Found[], realm: Realm, say: (line: string) => void): Promise<Record<string, string>> {
  const ready = await Promise.all(
    found.map(async ({ service, url, how }) => {
      const { url: own, note } = await service.prepare(url, realm);
      say(`${service.name.padEnd(11)}${how}; it ${service.purpose}`);
      if (note) say(`  note: ${note}`);
      return [service.variable, own] as const;
    }),
  );
  return Object.fromEntries(ready);
}

async function release(users: string, services: readonly BackingService[], privately: PrivateServices): Promise<void> {
  rmSync(join(users, String(process.pid)), { force: true });
  const others = readdirSync(users).filter((pid) => isAlive(Number(pid)));
  if (others.length > 0) return;
  await Promise.all(services.map((service) => privately.stop(service)));
}
