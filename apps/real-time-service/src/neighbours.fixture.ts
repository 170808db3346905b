import { AUDIENCE, ISSUER } from '@polyreel/access';
import type { Scope } from '@polyreel/http-api';
import { type Caller, Identities } from '@polyreel/service-kit';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Run {
  owner: string;
  status: 'processing' | 'completed';
}

/** The services that real-time-service asks, as one HTTP server: whose keys sign tokens, and whose a generation is. */
export async function neighbours() {
  const keys = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'spec', alg: 'EdDSA', use: 'sig' };
  const identities = new Identities({ INTERNAL_SECRET: 'a secret for tests, as long as it must be' });
  const runs = new Map<string, Run>();
  const cancelled: string[] = [];
  const holders = new Map<string, object>();
  const view = (kind: string | undefined, { status }: Run) => {
    const common = { status, progress: 40, finishedAt: null, error: null };
    return kind === 'voice' ? { ...common, phase: 'listening', generationId: null } : { ...common, phase: 'drawing' };
  };
  const answerTo = async (method: string, path: string, headers: object, body: string): Promise<[number, object]> => {
    if (path === '/.well-known/jwks.json') return [200, { keys: [jwk] }];
    const caller: Caller = await identities.callerOf({ headers } as never);
    if (path === '/tokens/standing') return [200, { data: { holds: true } }];
    if (path === '/api-keys/verify') {
      const holder = holders.get((JSON.parse(body) as { digest: string }).digest);
      return holder ? [200, { data: holder }] : [401, { error: { code: 'unauthenticated', message: 'This key does not hold.' } }];
    }
    const [, kind, ...rest] = path.split('/');
    const [id = '', action] = rest[0] === 'status' ? rest.slice(1) : rest;
    const run = runs.get(id);
    if (!run || (run.owner !== caller.userId && caller.role !== 'admin'))
      return [404, { error: { code: kind === 'voice' ? 'voice_not_found' : 'generation_not_found', message: 'There is nothing.' } }];
    if (method === 'POST' && action === 'cancel') cancelled.push(id);
    return [200, { data: view(kind, run) }];
  };
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.once('end', () => {
      void answerTo(request.method!, request.url!, request.headers, text).then(([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    cancelled,
    discovery: { urlOf: () => Promise.resolve(url) },
    runOf(owner: string, status: Run['status'] = 'processing'): string {
      const id = randomUUID();
      runs.set(id, { owner, status });
      return id;
    },
    /** An API key of somebody that may do what its scopes say. */
    keyOf(userId: string, scopes: Scope[]): string {
      const key = `pr_${randomBytes(24).toString('base64url')}`;
      const digest = createHash('sha256').update(key).digest('base64url');
      holders.set(digest, { keyId: randomUUID(), userId, role: 'user', tier: 'free', scopes });
      return key;
    },
    tokenOf: (userId: string, { role = 'user', sid = randomUUID(), lives = 600 as number | Date, key = keys.privateKey } = {}) =>
      new SignJWT({ sid, role, tier: 'free' })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'spec' })
        .setSubject(userId)
        .setIssuedAt()
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime(lives instanceof Date ? lives : Math.floor(Date.now() / 1_000) + lives)
        .sign(key),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
export type NeighboursFixture = Awaited<ReturnType<typeof neighbours>>;
