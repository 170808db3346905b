import { AppError } from '@polyreel/service-kit';
import type { OidcCallbackQuery } from '@polyreel/http-api';
import { Injectable } from '@nestjs/common';
import type { Configuration } from 'openid-client';
import { AuthConfig } from '../auth.config.js';
import { OidcConfig, type Provider } from './oidc.config.js';

/** What must be the same when the browser comes back. */
export interface Attempt {
  provider: string;
  state: string;
  nonce: string;
  verifier: string;
  /** The page that wants the code, and the challenge whose verifier it keeps. */
  page?: { returnTo: string; challenge: string };
}

/** Who somebody is to a provider. */
export interface Claims {
  issuer: string;
  subject: string;
  /** Only where the issuer says that it has verified it. */
  verifiedEmail?: string;
}

/** Speaks to OpenID Connect providers: authorization code with PKCE, state and nonce. The library is loaded by the first who needs it. */
@Injectable()
export class OidcClient {
  private readonly known = new Map<string, Promise<Configuration>>();

  constructor(
    private readonly config: OidcConfig,
    private readonly auth: AuthConfig,
  ) {}

  /** By name. */
  get providers(): Readonly<Record<string, Provider>> {
    return this.config.OIDC_PROVIDERS;
  }

  /** Where the browser is sent, and what must be remembered of it. */
  async begin(provider: string): Promise<{ url: URL; attempt: Attempt }> {
    const configuration = await this.discovered(provider);
    const openid = await import('openid-client');
    const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()];
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackOf(provider),
      scope: this.providerOf(provider).scope,
      ...{ state, nonce, code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    });
    return { url, attempt: { provider, state, nonce, verifier } };
  }

  /** Throws `oidc_refused` where the provider did not let them in, or answered what was not asked for. */
  async end({ provider, state, nonce, verifier }: Attempt, query: OidcCallbackQuery): Promise<Claims> {
    const configuration = await this.discovered(provider);
    const openid = await import('openid-client');
    const back = new URL(`${this.callbackOf(provider)}?${new URLSearchParams(query as Record<string, string>).toString()}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await openid.authorizationCodeGrant(configuration, back, checks).catch((error: unknown) => {
      throw refused(error);
    });
    const claims = tokens.claims()!;
    const said = claims.email === undefined ? await this.askedOf(configuration, tokens.access_token, claims.sub) : claims;
    const verifiedEmail = said.email_verified === true && typeof said.email === 'string' ? said.email : undefined;
    return { issuer: claims.iss, subject: claims.sub, verifiedEmail };
  }

  /** Many providers keep the address out of the token. */
  private async askedOf(
    configuration: Configuration,
    accessToken: string,
    subject: string,
  ): Promise<{ email?: unknown; email_verified?: unknown }> {
    if (!configuration.serverMetadata().userinfo_endpoint) return {};
    const openid = await import('openid-client');
    return openid.fetchUserInfo(configuration, accessToken, subject);
  }

  private discovered(provider: string): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.providerOf(provider);
    const known = this.known.get(provider) ?? discover(issuer, clientId, clientSecret);
    this.known.set(provider, known);
    return known.catch(() => {
      // Whoever comes next asks again.
      this.known.delete(provider);
      throw new AppError('service_unavailable', 'The provider does not answer. Try again in a moment.', 503, { provider });
    });
  }

  private providerOf(provider: string): Provider {
    const found = Object.hasOwn(this.providers, provider) ? this.providers[provider] : undefined;
    if (!found) throw new AppError('provider_not_found', 'There is no such provider.', 404);
    return found;
  }

  private callbackOf(provider: string): string {
    return `${this.auth.PUBLIC_URL}/v1/auth/oidc/${provider}/callback`;
  }
}

async function discover(issuer: string, clientId: string, clientSecret?: string): Promise<Configuration> {
  const openid = await import('openid-client');
  const execute = issuer.startsWith('http:') ? [openid.allowInsecureRequests] : [];
  const authentication = clientSecret ? openid.ClientSecretBasic(clientSecret) : openid.None();
  return openid.discovery(new URL(issuer), clientId, clientSecret, authentication, { execute, timeout: 10 });
}

/** What they, or a forger, did wrong, as against a provider that is broken. */
const isTheirs = (error: unknown): boolean =>
  /^OAUTH_(INVALID|JWT|AUTHORIZATION|RESPONSE)/.test(String((error as { code?: unknown }).code));

function refused(cause: unknown): AppError {
  const refusal = new AppError(
    'oidc_refused',
    'The provider did not let you in. Try again.',
    401,
    undefined,
    isTheirs(cause) ? 'info' : 'warn',
  );
  // For the log alone: what went wrong at a provider is nothing for a stranger.
  refusal.cause = cause;
  return refusal;
}
