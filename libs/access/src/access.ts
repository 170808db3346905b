import { AppError, type Caller, Discovery, Neighbours } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { AccessClaims, AUDIENCE, CLOCKS_APART_SECONDS, ISSUER, KeyHolder, Standing } from './access-claims.js';
import { Revocations, type Shown } from './revocations.js';
import { Sightings } from './sightings.js';

const API_KEY = /^pr_[\w-]{20,200}$/;
/** How long an API key is believed before auth-service is asked again; a revoked one ends at once where Redis is there. */
const BELIEVE_KEY_MS = 15_000;
/** How long auth-service's own word is believed while Redis cannot tell: it must not be asked for every request. */
const BELIEVE_STANDING_MS = 2_000;
/** How soon the keys may be asked for again when a token names one that is not known: it may be new, or made up. */
const LEARN_KEYS_MS = 1_000;
const MOST_KNOWN = 10_000;

const refused = () => new AppError('unauthenticated', 'Send an access token or an API key: Authorization: Bearer <token>.', 401);

/**
 * Tells who shows a bearer token: a person by the access token of their session, or a program by its API key. What was revoked is known from
 * Redis; while Redis is away auth-service is asked; where neither can tell, nobody is let in (503).
 */
@Injectable()
export class Access {
  private readonly keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  private readonly holders = new LRUCache<string, KeyHolder>({ max: MOST_KNOWN, ttl: BELIEVE_KEY_MS });
  /** By digest of key or by token: what auth-service said itself a moment ago. */
  private readonly firsthand = new LRUCache<string, true>({ max: MOST_KNOWN, ttl: BELIEVE_STANDING_MS });

  constructor(
    private readonly discovery: Discovery,
    private readonly neighbours: Neighbours,
    private readonly revocations: Revocations,
    private readonly sightings: Sightings,
  ) {}

  /** Throws `unauthenticated` (401) unless the header shows something that holds now, `service_unavailable` (503) where nobody can tell. */
  async callerOf(authorization: string | undefined): Promise<Caller> {
    const shown = /^Bearer ([^\s]{1,4096})$/.exec(authorization ?? '')?.[1];
    if (!shown) throw refused();
    return shown.startsWith('pr_') ? this.byKey(shown) : this.byToken(shown);
  }

  private async byToken(token: string): Promise<Caller> {
    const keys = await this.keysOfIssuer();
    const verified = await jwtVerify(token, keys, {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['exp'],
      clockTolerance: CLOCKS_APART_SECONDS,
    }).catch((error: unknown) => {
      if (isVerdict(error)) throw refused();
      throw new AppError('service_unavailable', 'Who you are cannot be told now. Try again in a moment.', 503, { service: 'auth-service' });
    });
    const claims = AccessClaims.safeParse(verified.payload);
    if (!claims.success) throw refused();
    const { sub, sid, iat, role, tier } = claims.data;
    if (!(await this.holds({ sub, sid, iat, kid: verified.protectedHeader.kid }))) throw refused();
    this.sightings.note(sid);
    return { userId: sub, role, tier, sessionId: sid };
  }

  private async holds(shown: Shown): Promise<boolean> {
    const ended = await this.revocations.hasEnded(shown);
    if (ended !== undefined) return !ended;
    const name = JSON.stringify(shown);
    if (this.firsthand.has(name)) return true;
    const question = { service: 'auth-service', method: 'POST', path: '/tokens/standing', body: shown, data: Standing } as const;
    const { holds } = await this.neighbours.ask(question);
    if (holds) this.firsthand.set(name, true);
    return holds;
  }

  private async byKey(key: string): Promise<Caller> {
    if (!API_KEY.test(key)) throw refused();
    const { userId, role, tier, keyId, scopes } = await this.holderOf(createHash('sha256').update(key).digest('base64url'));
    return { userId, role, tier, keyId, scopes };
  }

  private async holderOf(digest: string): Promise<KeyHolder> {
    const known = this.holders.get(digest);
    if (known) {
      const ended = await this.revocations.hasKeyEnded(known.keyId);
      if (ended === false || (ended === undefined && this.firsthand.has(digest))) return known;
    }
    this.holders.delete(digest);
    const question = { service: 'auth-service', method: 'POST', path: '/api-keys/verify', body: { digest }, data: KeyHolder } as const;
    const holder = await this.neighbours.ask(question);
    this.holders.set(digest, holder);
    this.firsthand.set(digest, true);
    return holder;
  }

  private async keysOfIssuer(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    const url = `${await this.discovery.urlOf('auth-service')}/.well-known/jwks.json`;
    const known = this.keySets.get(url) ?? createRemoteJWKSet(new URL(url), { cooldownDuration: LEARN_KEYS_MS });
    this.keySets.set(url, known);
    return known;
  }
}

/** What jose says of a token, other than that its keys could not be fetched. */
const isVerdict = (error: unknown): boolean =>
  /^ERR_(JWT|JWS|JOSE_ALG|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING|JWKS_MULTIPLE)/.test(String((error as { code?: unknown }).code));
