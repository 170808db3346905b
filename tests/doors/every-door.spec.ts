import { Identities, servicePorts } from '@polyreel/service-kit';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';
import { type Answered, asking, newPerson, type Person, signIn, WITHOUT_LETTERS } from '../fixtures/people.js';
import { doors, type DoorRule, NOBODYS_ID, type Thing } from './doors.js';
import { thingsOf } from './things.js';

const PORT_OFFSET = 12_600;
const FILM_TIMEOUT_MS = 240_000;

interface OpenApi {
  paths: Record<string, Record<string, { security?: unknown[] }>>;
}
const document = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as OpenApi;
const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

describe('every door of the API', () => {
  let mesh: Mesh;
  let owner: Person;
  let stranger: Person;
  let admin: Person;
  let things: Record<Thing, string>;

  beforeAll(async () => {
    mesh = await startTestMesh(PORT_OFFSET, WITHOUT_LETTERS);
    [owner, stranger, admin] = await Promise.all([newPerson(mesh, 'owner'), newPerson(mesh, 'stranger'), newPerson(mesh, 'admin')]);
    const operator = asking(mesh, mesh.headers);
    expect(await operator('PUT', `/v1/admin/users/${admin.userId}/role`, { role: 'admin' })).toMatchObject({ status: 200 });
    admin = await signIn(mesh, admin.email);
    things = await thingsOf(mesh, owner, FILM_TIMEOUT_MS);
  }, FILM_TIMEOUT_MS);
  afterAll(() => mesh.remove());

  const pathOf = (route: string, { names }: DoorRule, ids: Partial<Record<Thing, string>> = things) =>
    route.split(' ')[1]!.replace(/\{(\w+)\}/g, (_, name: string) => ids[names?.[name] ?? 'none'] ?? NOBODYS_ID);
  const knock = (ask: Person['ask'], route: string, rule: DoorRule, ids?: Partial<Record<Thing, string>>) =>
    ask(route.split(' ')[0]!, pathOf(route, rule, ids), rule.body);
  const walk = (who: DoorRule['who'][], check: (route: string, rule: DoorRule) => Promise<void>) =>
    Promise.all(Object.entries(doors).flatMap(([route, rule]) => (who.includes(rule.who) ? [check(route, rule)] : [])));
  const verdict = ({ status, code }: Answered) => ({ status, code });
  /** What was answered, where its status is among those. */
  const shut = (answered: Answered, refusals: readonly number[]) => (refusals.includes(answered.status) ? verdict(answered) : undefined);

  it('is on the list, and nothing else is', () => {
    expect(Object.keys(doors).sort()).toEqual(routes.sort());
  });

  it('is closed to whoever shows nothing, but for those that are open to anyone', async () => {
    const nobody = asking(mesh, {});
    await walk(['own', 'owned', 'admin'], async (route, rule) => {
      expect([route, verdict(await knock(nobody, route, rule))]).toEqual([route, { status: 401, code: 'unauthenticated' }]);
    });
    await walk(['anyone'], async (route, rule) => {
      const answered = await knock(nobody, route, rule);
      expect([route, answered.code === 'unauthenticated' || answered.status === 403]).toEqual([route, false]);
    });
  });

  it('tells a stranger of another person’s things no more than of things that are not there', async () => {
    await walk(['owned'], async (route, rule) => {
      const theirs = await knock(stranger.ask, route, rule);
      const nobodys = await knock(stranger.ask, route, rule, {});
      expect([route, verdict(theirs)]).toEqual([route, { ...verdict(nobodys), status: 404 }]);
    });
  });

  it('is opened to an admin, where a thing is somebody’s own, only if the list says so', async () => {
    await walk(['owned'], async (route, rule) => {
      expect([route, (await knock(admin.ask, route, rule)).status]).toEqual([route, rule.adminsToo ? 200 : 404]);
    });
  });

  it('for operators is closed to everybody else and open to admins', async () => {
    await walk(['admin'], async (route, rule) => {
      for (const person of [owner, stranger])
        expect([route, verdict(await knock(person.ask, route, rule))]).toEqual([route, { status: 403, code: 'forbidden' }]);
      expect([route, shut(await knock(admin.ask, route, rule), [401, 403, 500, 503])]).toEqual([route, undefined]);
    });
  });

  it('opens to the owner', async () => {
    await walk(['own', 'owned'], async (route, rule) => {
      if (rule.final) return;
      expect([route, shut(await knock(owner.ask, route, rule), [401, 403, 404, 500, 503])]).toEqual([route, undefined]);
    });
  });

  it('is guarded by the service itself too: past the gateway, nobody gets in without its word, and no user does an operator’s work', async () => {
    const identities = new Identities({ INTERNAL_SECRET: mesh.environment['INTERNAL_SECRET']! } as never);
    const nobody = await identities.headersFor({ userId: 'anyone', role: 'nobody', tier: 'free' });
    const user = await identities.headersFor({ userId: stranger.userId, role: 'user', tier: 'free' });
    await walk(['own', 'owned', 'admin'], async (route, rule) => {
      const at = { url: `http://127.0.0.1:${serviceOf(route)}` };
      const inner = route.replace(' /v1', ' ');
      for (const shown of [{}, nobody, { 'x-polyreel-identity': 'forged' }, owner.headers])
        expect([inner, (await knock(asking(at, shown), inner, rule)).status]).toEqual([inner, 401]);
      if (rule.who === 'admin') expect([inner, (await knock(asking(at, user), inner, rule)).status]).toEqual([inner, 403]);
      if (rule.who === 'owned') expect([inner, (await knock(asking(at, user), inner, rule)).status]).toEqual([inner, 404]);
    });
  });

  /** The port of the service that owns a route, as the document's extension says. */
  const serviceOf = (route: string) => {
    const [method, path] = route.split(' ') as [string, string];
    const { 'x-service': service } = document.paths[path]![method.toLowerCase()] as { 'x-service'?: string };
    return servicePorts.get(service!)! + PORT_OFFSET;
  };
});
