import type { Tokens } from '@polyreel/http-api';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { AuthScene, SETTINGS } from '../auth-scene.fixture.js';
import type { Answered } from '../visitor.fixture.js';
import { Browser } from './browser.fixture.js';
import { OidcConfig } from './oidc.config.js';

const callbackOf = (name: string) => `${SETTINGS.PUBLIC_URL}/v1/auth/oidc/${name}/callback`;

/** Pages that a sign-in may end at. */
export const RETURN_TO = 'https://studio.example/signed-in';

/** auth-service beside a real provider, known as `acme` and again as `rival`; `away` is down. For specs. */
export class OidcScene {
  /** Whom the provider knows: what it says of them, by their login there. */
  readonly people = new Map<string, { email?: string; email_verified?: boolean }>();

  private constructor(
    readonly scene: AuthScene,
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<OidcScene> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const acme = { issuer, clientId: 'polyreel', clientSecret: 'known to both', label: 'Acme', scope: 'openid email' };
    const providers = { acme, rival: { ...acme, label: 'Rival' }, away: { ...acme, issuer: 'http://127.0.0.1:1' } };
    const config = { OIDC_PROVIDERS: providers, OIDC_RETURN_TO: [RETURN_TO] };
    const scene = await AuthScene.start({ override: (builder) => builder.overrideProvider(OidcConfig).useValue(config) });
    const started = new OidcScene(scene, issuer, server);
    started.answer();
    return started;
  }

  async stop(): Promise<void> {
    await this.scene.stop();
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Begins here, signs in there as `login`, and stops before the browser comes back: what it would come back with. */
  async there(login: string, query = ''): Promise<{ browser: Browser; query: string }> {
    const browser = new Browser();
    const begun = await this.scene.visitor.browse(`/auth/oidc/acme/start${query}`);
    if (begun.status !== 302) throw new Error(begun.text);
    browser.take(SETTINGS.PUBLIC_URL, begun.headers['set-cookie'] as string);
    const back = await browser.signIn(String(begun.headers['location']), login, SETTINGS.PUBLIC_URL);
    return { browser, query: back.search };
  }

  back(query: string, browser: Browser, provider = 'acme'): Promise<Answered<Tokens>> {
    return this.scene.visitor.browse<Tokens>(`/auth/oidc/${provider}/callback${query}`, {
      cookie: browser.cookiesFor(SETTINGS.PUBLIC_URL),
    });
  }

  /** Somebody new there. */
  known(claims: { email?: string; email_verified?: boolean }): string {
    const login = randomUUID();
    this.people.set(login, claims);
    return login;
  }

  private answer(): void {
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: 'polyreel', client_secret: 'known to both', redirect_uris: [callbackOf('acme'), callbackOf('rival')] }],
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      cookies: { keys: [randomUUID()] },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...this.people.get(sub) }) }),
    });
    const answer = provider.callback();
    this.server.on('request', (request, response) => void answer(request, response));
  }
}
