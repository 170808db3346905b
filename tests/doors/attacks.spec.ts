import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignJWT, generateKeyPair } from 'jose';
import { randomUUID } from 'node:crypto';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';
import { asking, newPerson, type Person, WITHOUT_LETTERS } from '../fixtures/people.js';

const PORT_OFFSET = 12_700;

/** What strangers try at the edge. What they try at one service stands in that service's own specs. */
describe('the edge under attack', () => {
  let mesh: Mesh;
  let ann: Person;
  beforeAll(async () => {
    mesh = await startTestMesh(PORT_OFFSET, { ...WITHOUT_LETTERS, REQUEST_TIMEOUT_SECONDS: '2' });
    ann = await newPerson(mesh, 'ann');
  });
  afterAll(() => mesh.remove());

  const profile = (token: string) => asking(mesh, { authorization: `Bearer ${token}` })('GET', '/v1/users/profile');
  const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
  const tokenOf = (person: Person) => person.headers['authorization']!.slice('Bearer '.length);
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

  it('takes no token that somebody else signed, that nobody signed, or whose words were changed', async () => {
    const good = tokenOf(ann);
    expect((await profile(good)).status).toBe(200);
    const [head, , seal] = good.split('.') as [string, string, string];
    const claims = claimsOf(good);
    const { privateKey } = await generateKeyPair('EdDSA');
    const kid = (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }).kid;
    const forged = await new SignJWT({ ...claims, role: 'admin' }).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);
    const sharedSecret = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(new TextEncoder().encode('x'.repeat(32)));
    const tokens = {
      forged,
      sharedSecret,
      unsigned: `${encoded({ alg: 'none' })}.${encoded({ ...claims, role: 'admin' })}.`,
      changed: `${head}.${encoded({ ...claims, role: 'admin' })}.${seal}`,
      cut: good.slice(0, -2),
      endless: 'x'.repeat(5_000),
    };
    for (const [name, token] of Object.entries(tokens)) expect([name, (await profile(token)).code]).toEqual([name, 'unauthenticated']);
  });

  it('gives nobody a role, a tier or credits for the asking', async () => {
    const nobody = asking(mesh, {});
    const account = { email: `greedy-${randomUUID()}@example.org`, password: 'correct horse battery staple' };
    for (const more of [{ role: 'admin' }, { tier: 'enterprise' }, { userId: ann.userId }])
      expect((await nobody('POST', '/v1/auth/register', { ...account, ...more })).status).toBe(400);
    for (const more of [{ tier: 'enterprise' }, { role: 'admin' }, { credits: 1_000 }, { suspended: false }])
      expect((await ann.ask('PUT', '/v1/users/profile', more)).status).toBe(400);
    expect((await ann.ask('GET', '/v1/users/profile')).data).toMatchObject({ tier: 'free' });
  });

  it('finds no file by a path', async () => {
    for (const id of ['..%2f..%2f..%2fetc%2fpasswd', '%2e%2e%2fsecrets.json', '....//api-key', 'a%00b', ann.userId])
      for (const way of ['download', 'stream']) {
        const { status, text } = await ann.ask('GET', `/v1/media/${id}/${way}`);
        expect([id, [400, 404].includes(status)]).toEqual([id, true]);
        expect(text).not.toContain('root:');
      }
  });

  it('reads quotes, comments and statements in a search as words', async () => {
    for (const q of ["' OR 1=1 --", "'; DROP TABLE generations; --", '%', '\\', "a' & !b | <-> :*", '💥'])
      expect([q, (await ann.ask('GET', `/v1/generations?q=${encodeURIComponent(q)}`)).status]).toEqual([q, 200]);
    for (const cursor of ["' OR 1=1", Buffer.from("2026-01-01 ' OR '1'='1").toString('base64url')])
      expect((await ann.ask('GET', `/v1/generations?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400);
  });

  it('refuses what is too large, what is no JSON and what is no HTTP, and goes on', async () => {
    expect(await ann.ask('POST', '/v1/generations', { prompt: 'x'.repeat(10_000_000) })).toMatchObject({
      status: 413,
      code: 'body_too_large',
    });
    expect(
      await raw('POST /v1/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    ).toMatch(/ 400 /);
    expect(await raw('GET /v1/generations HTTP/1.1\r\nHost: x\r\nX-Bad: a\u0000b\r\n\r\n')).toMatch(/ 400 /);
    expect(await raw(`GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/ 4(31|14) /);
    expect((await ann.ask('GET', '/v1/users/profile')).status).toBe(200);
  });

  it('hangs up on a client that never comes to the end of its request', async () => {
    const begun = 'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"email":';
    expect(await raw(begun)).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  it('lets one address guess ten passwords a minute, and then makes it wait, whatever it guesses at', async () => {
    const guesser = asking(mesh, {});
    const answers = [];
    for (let guess = 0; guess < 40; guess += 1)
      answers.push(await guesser('POST', '/v1/auth/login', { email: `victim-${guess % 7}@example.org`, password: `guess ${guess}` }));
    const held = answers.filter(({ status }) => status === 429);
    expect(held.length).toBeGreaterThanOrEqual(28);
    expect(held.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
    expect((await ann.ask('GET', '/v1/users/profile')).status).toBe(200);
  });

  /** Sends bytes as they are and gives all that comes back until the other side hangs up. */
  async function raw(bytes: string): Promise<string> {
    const socket = connect(8_000 + PORT_OFFSET + Number(process.env['PORT_OFFSET'] ?? 0), '127.0.0.1');
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => (said += text));
    socket.on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    return said;
  }
});
