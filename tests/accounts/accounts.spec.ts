import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';
import { asking, newPerson, signIn, WITHOUT_LETTERS } from '../fixtures/people.js';

const PORT_OFFSET = 12_800;
const FILM_TIMEOUT_MS = 240_000;
/** A word that nothing else in the mesh says. */
const NAME = 'Zyxwvut';

const PASSWORD = 'correct horse battery staple';
const COMMAND = fileURLToPath(new URL('../../dist/tools/admin/admin.command.js', import.meta.url));

describe('an account, from the first operator to the last trace', () => {
  let mesh: Mesh;
  let database: Client;
  beforeAll(async () => {
    mesh = await startTestMesh(PORT_OFFSET, WITHOUT_LETTERS);
    database = new Client({ connectionString: mesh.environment['DATABASE_URL'] });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await mesh.remove();
  });

  const tables = async () => {
    const { rows } = await database.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    return rows.map(({ name }) => name);
  };
  /** Every table of every service that still says this, with how many of its rows do. */
  const whoStillSays = async (words: string) => {
    const found: Record<string, number> = {};
    for (const name of await tables()) {
      const { rows } = await database.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM ${name} AS t WHERE t::text ILIKE $1`,
        [`%${words}%`],
      );
      if (rows[0]!.count > 0) found[name] = rows[0]!.count;
    }
    return found;
  };

  it('begins with an operator, made by a command and let in by a link that works once', async () => {
    const script = `process.exitCode = await (await import(${JSON.stringify(COMMAND)})).run(['create', 'boss@example.org'])`;
    const env = {
      ...process.env,
      INTERNAL_SECRET: mesh.environment['INTERNAL_SECRET'],
      AUTH_SERVICE_URL: `http://127.0.0.1:${new URL(mesh.url).port.replace(/0$/, '1')}`,
    };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
    const token = /#token=(\S+)/.exec(stdout)![1];
    const nobody = asking(mesh, {});
    expect(await nobody('POST', '/v1/auth/reset-password', { token, password: PASSWORD })).toMatchObject({ status: 200 });
    expect(await nobody('POST', '/v1/auth/reset-password', { token, password: PASSWORD })).toMatchObject({
      status: 400,
      code: 'link_invalid',
    });
    const boss = await signIn(mesh, 'boss@example.org', PASSWORD);
    expect((await boss.ask('GET', '/v1/admin/users')).status).toBe(200);
  });

  // Whoever leaves is gone from every service: from the rows, the files, the search, the sessions.
  it('erases what a person said, made and was called, everywhere, and ends what they held', { timeout: FILM_TIMEOUT_MS }, async () => {
    const ada = await newPerson(mesh, 'ada');
    await ada.ask('PUT', '/v1/users/profile', { displayName: `Ada ${NAME}` });
    await ada.ask('POST', '/v1/webhooks', { url: `https://example.org/${NAME}`, events: ['generation.completed'] });
    const { data: key } = await ada.ask('POST', '/v1/api-keys', { name: NAME, scopes: ['generations:read'] });
    const prompt = { prompt: `A dog called ${NAME} runs.`, durationSeconds: 2, resolution: '360p' };
    const { generationId } = (await ada.ask('POST', '/v1/generations', prompt)).data as unknown as { generationId: string };
    const status = async () => (await ada.ask('GET', `/v1/generations/${generationId}`)).data['status'];
    await expect.poll(status, { timeout: FILM_TIMEOUT_MS, interval: 250 }).toBe('completed');
    await ada.ask('POST', `/v1/generations/${generationId}/feedback`, { rating: 5, comments: `Well done, ${NAME}` });
    await ada.ask('POST', '/v1/generations', { ...prompt, durationSeconds: 30 });
    expect(Object.keys(await whoStillSays(NAME)).length).toBeGreaterThan(5);

    expect(await ada.ask('DELETE', '/v1/users/account')).toMatchObject({ status: 202 });
    // The end of the deletion, or who has said so far that nothing is left.
    const standing = async () => {
      const { rows } = await database.query<{ step: string; state: { erased: object } }>(
        'SELECT step, state FROM users.processes WHERE id = $1',
        [ada.userId],
      );
      return rows[0]!.step === 'erased' ? 'erased' : Object.keys(rows[0]!.state.erased).sort();
    };
    await expect.poll(standing, { timeout: 30_000, interval: 250 }).toBe('erased');

    await expect.poll(() => whoStillSays(NAME), { timeout: 60_000, interval: 500 }).toEqual({});
    await expect.poll(() => whoStillSays(ada.email), { timeout: 60_000, interval: 500 }).toEqual({});
    const files = await readdir(join(mesh.folder, 'objects'), { recursive: true });
    expect(files.filter((name) => name.includes(generationId) && /\.\w+$/.test(name))).toEqual([]);

    expect((await ada.ask('GET', '/v1/users/profile')).status).toBe(401);
    const withKey = asking(mesh, { authorization: `Bearer ${(key as Record<string, string>)['key']}` });
    expect((await withKey('GET', '/v1/generations')).status).toBe(401);
    const nobody = asking(mesh, {});
    expect((await nobody('POST', '/v1/auth/refresh', { refreshToken: ada.refreshToken })).status).toBe(401);
    expect((await nobody('POST', '/v1/auth/login', { email: ada.email, password: ada.password })).status).toBe(401);
  });
});
