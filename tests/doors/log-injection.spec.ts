import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';
import { asking, newPerson, type Person, WITHOUT_LETTERS } from '../fixtures/people.js';
import { doors, NOBODYS_ID } from './doors.js';

const PORT_OFFSET = 12_750;
/** A walk through every door with some hundred bodies of up to 200 KB, on a busy machine. */
const WALK_TIMEOUT_MS = 300_000;
const LONGEST_LINE = 16_384;
/** Names what came from here, so that a line that is about it is found. */
const MARK = 'log-injection';
const HOSTILE = [
  `${MARK}\n{"level":60,"message":"forged"}\r\n`,
  `${MARK}\u001b[31m\u001b]0;title\u0007\u009b31m\u0085\u007f\u0000`,
  `${MARK}\u202egnp.exe\u2066\u2069\u200f\u061c\u2028\u2029\ufeff`,
  `${MARK}${'x'.repeat(200_000)}`,
];
const ACTING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** The same value with each of its texts, one after another, and each of its names, replaced. */
function* spoilt(value: unknown, hostile: string): Generator<unknown> {
  if (typeof value === 'string') yield hostile;
  if (Array.isArray(value)) for (const [at, one] of value.entries()) for (const bad of spoilt(one, hostile)) yield value.with(at, bad);
  else if (value !== null && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) for (const bad of spoilt(one, hostile)) yield { ...value, [name]: bad };
    yield { ...value, [hostile]: hostile };
  }
}

/** Free texts that the walk leaves out. */
const MORE: Readonly<Record<string, unknown>> = {
  'POST /v1/generations': {
    prompt: 'x',
    style: 'x',
    negativePrompt: 'x',
    metadata: { note: 'x' },
    webhookUrl: 'x',
    voiceId: 'x',
    dryRun: true,
  },
  'PUT /v1/users/profile': { displayName: 'x', locale: 'x', preferences: { theme: 'x' } },
  'POST /v1/generations/{id}/feedback': { rating: 5, comments: 'x' },
  'POST /v1/webhooks': { url: 'x', description: 'x', events: ['x'] },
  'POST /v1/auth/register': { email: 'x', password: 'x', locale: 'x' },
};

describe('what strangers write', () => {
  let mesh: Mesh;
  let ann: Person;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-limits-'));
    const limits = join(folder, 'limits.json');
    // Who is told to wait is heard by nobody behind the gateway.
    const ENOUGH = { perMinute: 1_000_000 };
    const all = { 'sign-in': ENOUGH, generations: ENOUGH, voice: ENOUGH, calls: ENOUGH };
    await writeFile(limits, JSON.stringify({ address: ENOUGH, nobody: all, free: all, pro: all, enterprise: all }));
    mesh = await startTestMesh(PORT_OFFSET, { ...WITHOUT_LETTERS, LOG_LEVEL: 'debug', LIMITS_FILE: limits });
    ann = await newPerson(mesh, 'ann');
  });
  afterAll(async () => {
    await mesh?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** The lines of Node itself and of libraries that print are no object; what strangers write must be in none of them. */
  const check = (from: number) => {
    for (const line of mesh.lines.slice(from)) {
      expect(line).not.toMatch(ACTING);
      expect(line.length).toBeLessThanOrEqual(LONGEST_LINE);
      if (line.startsWith('{'))
        expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) as number, time: expect.any(String) as string });
      else expect(line).not.toContain(MARK);
    }
    expect(mesh.log.filter(({ level, message }) => level === 60 || message === 'forged')).toEqual([]);
  };

  it(
    'in any field of any body, any path and any query is in the log as text, escaped and bounded',
    async () => {
      const from = mesh.lines.length;
      const knock = async (door: string) => {
        const { body, who } = doors[door]!;
        const [method, path] = door.split(' ') as [string, string];
        const ask = asking(mesh, who === 'admin' ? mesh.headers : who === 'anyone' ? {} : ann.headers);
        const url = path.replace(/\{\w+\}/g, NOBODYS_ID);
        const bodies = [body, MORE[door]].filter((one) => one !== undefined);
        let count = 0;
        for (const hostile of HOSTILE) {
          for (const bad of bodies.flatMap((one) => [...spoilt(one, hostile)])) {
            const { code } = await ask(method, url, bad);
            expect([door, code]).not.toEqual([door, 'rate_limited']);
            count += 1;
          }
          if (method !== 'GET') continue;
          const short = encodeURIComponent(hostile.slice(0, 300));
          await ask(method, `${url}?q=${short}&cursor=${short}&${short}=${short}`);
          if (path.includes('{')) await ask(method, path.replace(/\{\w+\}/g, short));
        }
        return count;
      };
      const asked = (await Promise.all(Object.keys(doors).map(knock))).reduce((sum, count) => sum + count);
      expect(asked).toBeGreaterThan(200);
      // It does come as far as the log.
      expect(mesh.lines.slice(from).filter((line) => line.includes(MARK)).length).toBeGreaterThan(10);
      check(from);
    },
    WALK_TIMEOUT_MS,
  );

  it('in any header is in the log as text, escaped and bounded', async () => {
    const from = mesh.lines.length;
    const names = [
      'user-agent',
      'authorization',
      'idempotency-key',
      'x-forwarded-for',
      'x-request-id',
      'origin',
      'referer',
      'cookie',
      'accept',
      'traceparent',
      'x-polyreel-identity',
      'content-type',
      'last-event-id',
      'range',
    ];
    // What a header may carry on the wire: bytes, no line breaks.
    const values = [`${MARK}\u009b31m\u0085`, Buffer.from(`${MARK}\u202e\u2028`).toString('latin1'), `${MARK}${'x'.repeat(10_000)}`];
    for (const path of ['/v1/users/profile', '/v1/generations', '/v1/auth/oidc/providers'])
      for (const name of names)
        for (const value of values) {
          const sent = request(`${mesh.url}${path}`, {
            headers: { ...(name === 'authorization' ? {} : ann.headers), [name]: value },
          }).end();
          const [answer] = (await once(sent, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
          answer.resume();
          expect(answer.statusCode).toBeLessThan(500);
        }
    check(from);
  });

  it('past the grammar of HTTP is refused, and in the log at most as text', async () => {
    const from = mesh.lines.length;
    const port = Number(new URL(mesh.url).port);
    for (const raw of [`GET /${MARK}\u001b[31m HTTP/1.1\r\n\r\n`, `GET / HTTP/1.1\r\nx: ${MARK}\u0000\u001b[31m\r\n\r\n`, `${MARK}\n\n`]) {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.end(raw);
      socket.resume();
      await once(socket, 'close');
    }
    expect((await ann.ask('GET', '/v1/users/profile')).status).toBe(200);
    check(from);
  });
});
