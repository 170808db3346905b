import { AccountDeleted, UserRegistered } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { KeptFile } from '@polyreel/http-api';
import { ObjectStore } from '@polyreel/object-store';
import { AppError, type Caller, Identities, Neighbours, type Question } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import type { z } from 'zod';
import { placeOf } from './account-exports.repository.js';
import { UserModule } from './user.module.js';

/** The texts of a zip, by their names. */
const unzipped = (zip: Buffer) =>
  new Promise<Record<string, string>>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      const texts: Record<string, string> = {};
      file.on('entry', (entry: { fileName: string }) => {
        file.openReadStream(entry as never, (failure, stream) => {
          if (failure) return reject(failure);
          text(stream).then((content) => {
            texts[entry.fileName] = content;
            file.readEntry();
          }, reject);
        });
      });
      file.on('end', () => resolve(texts)).on('error', reject);
      file.readEntry();
    });
  });

interface Answer {
  status: number;
  data: { exportId: string; status: string; downloadUrl: string | null };
  error: { code: string };
}

describe('the export of an account', () => {
  let database: TestDatabase;
  let service: TestedService;
  /** Generations and files as their services would answer them. */
  let away = false;
  const kept = new Map<string, KeptFile[]>();
  const neighbours = {
    ask: ({ path, caller, data }: Question<z.ZodType>) => {
      if (away) throw new AppError('service_unavailable', 'away', 503);
      const page = path.startsWith('/kept/files')
        ? { items: kept.get(caller!.userId) ?? [], nextCursor: null }
        : !path.startsWith('/kept/generations')
          ? { items: [{ path, owner: caller!.userId }], nextCursor: null }
          : path.endsWith('cursor=2')
            ? { items: [{ prompt: 'second' }], nextCursor: null }
            : { items: [{ prompt: '=HYPERLINK("http://evil")', owner: caller!.userId }], nextCursor: '2' };
      return Promise.resolve(data.parse(page));
    },
  };
  beforeAll(async () => {
    database = await testDatabase();
    service = await testService(UserModule, {
      database,
      override: (builder) => builder.overrideProvider(Neighbours).useValue(neighbours),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
  });

  const inject = async (caller: Caller, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const headers = await service.app.get(Identities).headersFor(caller);
    return service.app.inject({ method, url, headers, payload });
  };
  const ask = async (caller: Caller, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<Answer> => {
    const response = await inject(caller, method, url, payload);
    return { ...response.json<Answer>(), status: response.statusCode };
  };
  const registered = async (): Promise<Caller> => {
    const caller: Caller = { userId: randomUUID(), role: 'user', tier: 'free' };
    const registeredAt = new Date().toISOString();
    await service.send(UserRegistered({ userId: caller.userId, email: 'a@example.org', locale: 'en', registeredAt }));
    await expect.poll(async () => (await ask(caller, 'GET', '/users/profile')).status).toBe(200);
    return caller;
  };
  const url = '/users/account/export';
  const ready = async (caller: Caller) => {
    const { data } = await ask(caller, 'POST', url);
    await expect.poll(async () => (await ask(caller, 'GET', `${url}/${data.exportId}`)).data.status).toBe('ready');
    return data.exportId;
  };

  it('is a zip of JSON with everything that is kept, in the very words of the person', async () => {
    const ada = await registered();
    await ask(ada, 'PUT', '/users/profile', { displayName: '=cmd|calc' });
    await ask(ada, 'PUT', '/users/budget', { credits: 7 });
    await ask(ada, 'GET', '/users/usage');
    const id = await ready(ada);
    const file = await inject(ada, 'GET', `${url}/${id}/download`);
    expect(file.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': expect.stringContaining('attachment') as string,
      'x-content-type-options': 'nosniff',
    });
    const { 'README.txt': readme, ...texts } = await unzipped(file.rawPayload);
    expect(readme).toContain('everything that is kept');
    const parsed = Object.fromEntries(Object.entries(texts).map(([name, content]) => [name, JSON.parse(content) as unknown]));
    expect(parsed).toMatchObject({
      'profile.json': [{ userId: ada.userId, email: 'a@example.org', displayName: '=cmd|calc' }],
      'credits.json': [{ kind: 'monthly', credits: 100 }],
      'budgets.json': [{ scope: 'account', credits: 7 }],
      'generations.json': [{ prompt: '=HYPERLINK("http://evil")', owner: ada.userId }, { prompt: 'second' }],
      'sign-in.json': [{ path: '/kept/sign-in', owner: ada.userId }],
      'api-keys.json': [{ path: '/kept/api-keys' }],
      'sessions.json': [{ path: '/kept/sessions' }],
      'notifications.json': [{ path: '/kept/notifications' }],
      'notification-preferences.json': [{ path: '/kept/notification-preferences' }],
      'push-subscriptions.json': [{ path: '/kept/push-subscriptions' }],
      'webhooks.json': [{ path: '/kept/webhooks' }],
      'deliveries.json': [{ path: '/kept/deliveries' }],
      'files.json': [],
    });
    expect(Object.keys(texts).every((name) => name.endsWith('.json'))).toBe(true);
  });

  it('has the films in it, and says of what did not fit or is gone where it is', async () => {
    const ada = await registered();
    const store = service.app.get(ObjectStore);
    const file = async (fileType: string, content: Buffer | undefined, bytes = content?.length ?? 1): Promise<KeptFile> => {
      const fileId = randomUUID();
      const place = { bucket: 'generated-content' as const, key: `${randomUUID()}/${fileType}.mp4` };
      if (content) await store.put(place, 'video/mp4', content);
      const row = { fileId, generationId: '../../etc', fileType, contentType: 'video/mp4', bytes, checksum: 'c', createdAt: 'then' };
      return { ...row, downloadUrl: `/v1/media/${fileId}/download`, place };
    };
    const take = await file('take', Buffer.from('a take'));
    const film = await file('film', Buffer.from('a film'));
    const endless = await file('film', Buffer.from('stands for much'), 2_000_000_000);
    const gone = await file('film', undefined);
    kept.set(ada.userId, [take, film, endless, gone]);
    const id = await ready(ada);
    const texts = await unzipped((await inject(ada, 'GET', `${url}/${id}/download`)).rawPayload);
    const names = { film: `files/______etc/film-${film.fileId}.mp4`, take: `files/______etc/take-${take.fileId}.mp4` };
    expect(texts).toMatchObject({ [names.film]: 'a film', [names.take]: 'a take' });
    expect(Object.keys(texts).filter((name) => name.startsWith('files/'))).toEqual([names.film, names.take]);
    const listed = JSON.parse(texts['files.json']!) as unknown[];
    expect(listed).toMatchObject([
      { fileId: take.fileId, inArchive: names.take },
      { fileId: film.fileId, inArchive: names.film },
      { inArchive: null, leftOut: 'too_large', downloadUrl: endless.downloadUrl },
      { inArchive: null, leftOut: 'missing' },
    ]);
    expect(texts['files.json']).not.toContain('generated-content');
  });

  it('is one at a time: a newer one takes the place of the older one', async () => {
    const ada = await registered();
    const older = await ready(ada);
    const newer = await ready(ada);
    expect(newer).not.toBe(older);
    expect(await ask(ada, 'GET', `${url}/${older}/download`)).toMatchObject({ status: 410, error: { code: 'export_expired' } });
    expect(await service.app.get(ObjectStore).stat(placeOf(ada.userId, older))).toBeUndefined();
    expect((await inject(ada, 'GET', `${url}/${newer}/download`)).statusCode).toBe(200);
  });

  it('is one while it is being prepared, and waits for services that are away', async () => {
    const ada = await registered();
    away = true;
    const first = await ask(ada, 'POST', url);
    expect(first).toMatchObject({ status: 202, data: { status: 'preparing', downloadUrl: null } });
    expect((await ask(ada, 'POST', url)).data.exportId).toBe(first.data.exportId);
    expect(await ask(ada, 'GET', `${url}/${first.data.exportId}/download`)).toMatchObject({
      status: 409,
      error: { code: 'export_not_ready' },
    });
    away = false;
    await expect.poll(async () => (await ask(ada, 'GET', `${url}/${first.data.exportId}`)).data.status).toBe('ready');
  });

  it('is nobody else’s, also not a key’s', async () => {
    const [ada, eve] = [await registered(), await registered()];
    const id = await ready(ada);
    for (const path of [`${url}/${id}`, `${url}/${id}/download`]) {
      expect(await ask(eve, 'GET', path)).toMatchObject({ status: 404, error: { code: 'export_not_found' } });
      expect(await ask({ ...eve, role: 'admin' }, 'GET', path)).toMatchObject({ status: 404 });
      expect(await ask({ ...ada, keyId: randomUUID() }, 'GET', path)).toMatchObject({ status: 403 });
    }
    expect(await ask({ ...ada, keyId: randomUUID() }, 'POST', url)).toMatchObject({ error: { code: 'session_required' } });
    expect(await ask(ada, 'GET', `${url}/..%2F..%2Fetc%2Fpasswd/download`)).toMatchObject({ status: 400 });
  });

  it('expires', async () => {
    const ada = await registered();
    const id = await ready(ada);
    await service.app.get(Database).query(`UPDATE users.account_exports SET expires_at = now() WHERE id = $1`, [id]);
    expect((await ask(ada, 'GET', `${url}/${id}`)).data).toMatchObject({ status: 'expired', downloadUrl: null });
    expect(await ask(ada, 'GET', `${url}/${id}/download`)).toMatchObject({ status: 410, error: { code: 'export_expired' } });
  });

  it('goes with the account', async () => {
    const ada = await registered();
    const id = await ready(ada);
    const store = service.app.get(ObjectStore);
    expect(await store.stat(placeOf(ada.userId, id))).toBeDefined();
    await service.send(AccountDeleted({ userId: ada.userId, deletedAt: new Date().toISOString() }));
    await expect.poll(() => store.stat(placeOf(ada.userId, id))).toBeUndefined();
    await expect.poll(async () => (await ask(ada, 'GET', `${url}/${id}`)).status).toBe(404);
  });
});
