import { Revocations } from '@polyreel/access';
import { CacheConfig } from '@polyreel/cache';
import { AccountLetterRequested } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { Tokens } from '@polyreel/http-api';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AuthConfig } from './auth.config.js';
import { AuthModule } from './auth.module.js';
import { Visitor } from './visitor.fixture.js';

export const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
export const PASSWORD = 'correct horse battery staple';
export const SETTINGS: AuthConfig = {
  AUTH_KEY_SECRET: 'a secret for specs, as long as it must be',
  PUBLIC_URL: 'https://films.example',
  ACCOUNT_PAGES_URL: undefined,
  SIGN_IN_NEEDS_VERIFIED_EMAIL: true,
  UNVERIFIED_ACCOUNT_DAYS: 14,
  SESSION_IDLE_DAYS: 30,
  SESSION_LONGEST_DAYS: 90,
  KEY_ROTATION_DAYS: 30,
  HASHES_AT_ONCE: 2,
};

/** An address that nobody else in any spec has. */
export const someone = () => `somebody-${randomUUID()}@example.org`;
/** As is one that somebody comes from: what it did before counts. */
export const somewhere = () => `203.0.113.${Math.ceil(Math.random() * 250)}-${randomUUID().slice(0, 8)}`;

const LOOK_EVERY_MS = 20;
const LOOKS = 1_000;

export interface AuthSceneOptions {
  settings?: AuthConfig;
  /** Elsewhere: Redis is away, and nobody waits for it. */
  redisUrl?: string;
  /** Of a scene before. */
  database?: TestDatabase;
  override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

/** People at a running auth-service. For specs. */
export class AuthScene {
  readonly visitor: Visitor;

  private constructor(
    readonly service: TestedService,
    readonly database: TestDatabase,
  ) {
    this.visitor = this.from();
  }

  static async start({ settings = SETTINGS, redisUrl = REDIS_URL, override = (same) => same, ...options }: AuthSceneOptions = {}) {
    const database = options.database ?? (await testDatabase());
    const service = await testService(AuthModule, {
      database,
      override: (builder) =>
        override(builder.overrideProvider(AuthConfig).useValue(settings).overrideProvider(CacheConfig).useValue({ REDIS_URL: redisUrl })),
    });
    const scene = new AuthScene(service, database);
    // Until Redis knows what was revoked.
    if (redisUrl === REDIS_URL) await scene.until(async () => (await service.app.get(Revocations).isComplete()) === true);
    return scene;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
  }

  /** Somebody else, elsewhere. */
  from(address = somewhere(), device = 'Firefox on Linux'): Visitor {
    return new Visitor(this.service.app, address, device);
  }

  /** The data of what was said of a person, in order. */
  said<Data extends { userId: string }>({ type }: { type: string }, userId: string): Data[] {
    const all = this.service.broker.published.filter((one) => one.type === type).map(({ data }) => data as Data);
    return all.filter((data) => data.userId === userId);
  }

  rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.service.app.get(Database).query<Row>(sql, values);
  }

  async idOf(email: string): Promise<string | undefined> {
    return (await this.rows<{ id: string }>('SELECT user_id AS id FROM auth.accounts WHERE email = $1', [email]))[0]?.id;
  }

  /** The token in the last letter of a kind to this address, as notification-service gets it. */
  async tokenFor(email: string, kind: 'verify_email' | 'reset_password', letters = 1): Promise<string> {
    const userId = (await this.idOf(email))!;
    const sent = () =>
      this.said<{ userId: string; letterId: string; kind: string }>(AccountLetterRequested, userId).filter((one) => one.kind === kind);
    await this.until(() => sent().length >= letters);
    const { data } = await this.visitor.service<{ to: string; link: string }>('GET', `/letters/${sent().at(-1)!.letterId}`);
    return data.link.split('#token=')[1]!;
  }

  /** Somebody with a verified address. */
  async member(email = someone(), password = PASSWORD): Promise<string> {
    await this.visitor.post('/auth/register', { email, password });
    await this.visitor.post('/auth/verify-email', { token: await this.tokenFor(email, 'verify_email') });
    return email;
  }

  async signIn(email: string, password = PASSWORD, visitor = this.visitor): Promise<Tokens> {
    const { status, data, text } = await visitor.post<Tokens>('/auth/login', { email, password });
    if (status !== 200) throw new Error(text);
    return data;
  }

  async until(check: () => boolean | Promise<boolean>): Promise<void> {
    for (let look = 0; look < LOOKS; look++) {
      if (await check()) return;
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`it never came: ${check.toString()}`);
  }
}
