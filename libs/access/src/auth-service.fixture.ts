import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AUDIENCE, ISSUER } from './access-claims.js';

/** What a door asks auth-service, answered with real keys and tokens. For specs. */
export class AuthServiceFixture {
  /** What it was asked, `POST /tokens/standing`. */
  readonly asked: string[] = [];
  /** Sessions that are over as far as it knows. */
  readonly ended = new Set<string>();
  /** Who holds which API key, by digest. */
  readonly holders = new Map<string, unknown>();
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.once('end', () => {
      this.asked.push(`${request.method} ${request.url}`);
      const { status, body } = this.answer(request.url!, text ? (JSON.parse(text) as Record<string, string>) : {});
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  private publicJwk: object = {};
  private port = 0;
  key!: CryptoKey;

  async start(): Promise<this> {
    if (!this.key) await this.renew('now');
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Signs and publishes with another key, and with no other. */
  async renew(kid: string): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    this.key = privateKey;
    this.publicJwk = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get jwk(): object {
    return this.publicJwk;
  }

  /** A token as auth-service makes it; `more` says what is different. */
  token(claims: JWTPayload, { key = this.key, kid = 'now', issuer = ISSUER, audience = AUDIENCE, expires = '10m' } = {}): Promise<string> {
    const token = new SignJWT({ role: 'user', tier: 'free', ...claims }).setProtectedHeader({ alg: 'EdDSA', kid });
    token.setIssuer(issuer).setAudience(audience);
    if (claims.iat === undefined) token.setIssuedAt();
    if (expires) token.setExpirationTime(expires);
    return token.sign(key);
  }

  private answer(path: string, body: Record<string, string>): { status: number; body: object } {
    const data = (value: unknown) => ({ status: 200, body: { data: value } });
    if (path === '/.well-known/jwks.json') return { status: 200, body: { keys: [this.publicJwk] } };
    if (path === '/tokens/standing') return data({ holds: !this.ended.has(body['sid']!) });
    const holder = this.holders.get(body['digest']!);
    return holder ? data(holder) : { status: 401, body: { error: { code: 'unauthenticated', message: 'This key does not hold.' } } };
  }
}
