import {
  AccountDataErased,
  AccountDeleted,
  AccountErased,
  AccountLetterRequested,
  BudgetReached,
  EmailVerified,
  GenerationDeleted,
  GenerationFailed,
  GenerationOptions,
  GenerationRequested,
  NotificationSent,
  UserAuthenticated,
  UserProfileUpdated,
  UserRegistered,
  VoiceDeleted,
  VoiceProcessingCancelled,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { answer } from '@polyreel/http-api';
import { OutboundConfig } from '@polyreel/outbound';
import { type Caller, Discovery, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { jwtVerify } from 'jose';
import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NotificationConfig } from './notification.config.js';
import { NotificationModule } from './notification.module.js';
import { answering, mailServer, type MailServer, outsideServer, type OutsideServer, type Taken } from './outside.scene.js';
import { notUnderstood, understood } from './told-voices.fixture.js';

const now = () => new Date().toISOString();
const signer = createECDH('prime256v1');
const VAPID_PUBLIC_KEY = signer.generateKeys('base64url');

describe('what people are told', () => {
  let database: TestDatabase;
  let service: TestedService;
  let mail: MailServer;
  let push: OutsideServer;
  let auth: OutsideServer;
  let rows: Database;
  let ada: Caller & { email: string };
  beforeAll(async () => {
    [database, mail, push, auth] = await Promise.all([testDatabase(), mailServer(), outsideServer(answering(201)), outsideServer()]);
    service = await testService(NotificationModule, {
      database,
      override: (builder) =>
        builder
          .overrideProvider(OutboundConfig)
          .useValue({ OUTBOUND_ALLOWED_HOSTS: [push.host], OUTBOUND_PORTS: [] })
          .overrideProvider(Discovery)
          .useValue({ urlOf: async () => auth.url })
          .overrideProvider(NotificationConfig)
          .useValue({
            PUBLIC_URL: 'https://polyreel.example',
            STUDIO_URL: 'https://studio.example/app',
            SMTP_URL: mail.url,
            MAIL_FROM: 'Polyreel <films@polyreel.example>',
            VAPID_PUBLIC_KEY,
            VAPID_PRIVATE_KEY: signer.getPrivateKey('base64url').padStart(43, 'A'),
            VAPID_SUBJECT: 'mailto:films@polyreel.example',
          }),
    });
    rows = service.app.get(Database);
  });
  afterAll(async () => {
    await service?.stop();
    await Promise.all([mail?.close(), push?.close(), auth?.close()]);
    await database?.drop();
  });
  beforeEach(() => {
    const userId = randomUUID();
    ada = { userId, role: 'user', tier: 'pro', email: `${userId}@example.com` };
  });

  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, caller: Caller = ada) => {
    const headers = await service.app.get(Identities).headersFor({ userId: caller.userId, role: caller.role, tier: caller.tier });
    const reply = await service.app.inject({ method, url, headers, ...(body && { payload: body }) });
    const { data, error } = reply.json<{ data: Record<string, unknown>; error?: { code: string } }>();
    return { status: reply.statusCode, data, code: error?.code };
  };
  type Listed = {
    notificationId: string;
    kind: string;
    title: string;
    deliveries: { method: string; status: string; error: string | null }[];
  };
  const list = async (caller: Caller = ada, query = '') =>
    (await ask('GET', `/notifications${query}`, undefined, caller)).data['notifications'] as Listed[];
  const listed = (entry: object, caller: Caller = ada) =>
    vi.waitFor(async () => expect(await list(caller)).toContainEqual(expect.objectContaining(entry)), { timeout: 20_000 });
  const letters = (count: number, to = ada.email) =>
    vi.waitFor(
      () => {
        expect(mail.to(to).length).toBeGreaterThanOrEqual(count);
        return mail.to(to);
      },
      { timeout: 20_000 },
    );
  const settled = (kind: string, state: string) =>
    vi.waitFor(
      async () =>
        expect(
          await rows.query(`SELECT state, attempt, error FROM notifications.deliveries WHERE user_id = $1 AND kind = $2`, [
            ada.userId,
            kind,
          ]),
        ).toMatchObject([{ state }]),
      { timeout: 20_000 },
    );
  const timePasses = () => rows.query(`UPDATE notifications.deliveries SET due_at = now() WHERE user_id = $1`, [ada.userId]);
  const registered = (locale = 'en') => UserRegistered({ userId: ada.userId, email: ada.email, locale, registeredAt: now() });
  const confirmed = (email = ada.email, verifiedAt = now()) => EmailVerified({ userId: ada.userId, email, verifiedAt });
  const known = async (locale = 'en') => {
    await service.send(registered(locale));
    await service.send(confirmed());
    await letters(1);
  };
  const failed = (generationId: string = randomUUID(), userId = ada.userId) =>
    GenerationFailed({ generationId, userId, phase: 'filming', errorCode: 'shots_failed', message: 'No shot stands.', failedAt: now() });
  const requested = (generationId: string, inputText: string) =>
    GenerationRequested({ generationId, userId: ada.userId, tier: 'pro', inputText, options: GenerationOptions.parse({}) });
  const budget = () => BudgetReached({ userId: ada.userId, percent: 80, spentCredits: 80, budgetCredits: 100, month: '2026-11' });
  /** Whoever handles them has done with them. */
  const heard = async (...events: Promise<{ id: string }>[]) => {
    for (const { id } of await Promise.all(events))
      await vi.waitFor(async () => expect(await rows.query(`SELECT 1 FROM notifications.inbox WHERE event_id = $1`, [id])).toHaveLength(1));
  };
  const remembered = (generationId: string) =>
    vi.waitFor(async () =>
      expect(await rows.query(`SELECT 1 FROM notifications.runs WHERE generation_id = $1`, [generationId])).toHaveLength(1),
    );

  it('begins with a welcome in their language, through a real mail server', async () => {
    await service.send(registered('de-AT'));
    await service.send(confirmed());
    const [letter] = await letters(1);
    expect(letter!.subject).toBe('Willkommen bei Polyreel');
    expect(letter!.all).toContain('<html lang="de" dir="ltr">');
    expect(letter!.headers.get('from')).toBe('Polyreel <films@polyreel.example>');
    expect(letter!.headers.get('auto-submitted')).toBe('auto-generated');
    await listed({ kind: 'welcome', title: 'Willkommen bei Polyreel' });
    await vi.waitFor(async () => expect((await list())[0]!.deliveries).toMatchObject([{ method: 'email', status: 'delivered' }]));
    const told = service.broker.published.filter(({ type, userid }) => type === NotificationSent.type && userid === ada.userId);
    expect(told.map(({ data }) => (data as { deliveryMethod: string }).deliveryMethod).sort()).toEqual(['email', 'in_app']);
  });

  it('is told once for one cause, though its event comes again, and again under another id', async () => {
    const envelope = await service.send(registered());
    await service.send(registered());
    await service.broker.publish([envelope]);
    const proof = await service.send(confirmed());
    await service.send(confirmed());
    await service.broker.publish([proof]);
    await letters(1);
    await service.send(budget());
    await service.send(budget());
    await letters(2);
    await service.send(failed());
    await letters(3);
    expect(mail.to(ada.email)).toHaveLength(3);
    expect(await list()).toHaveLength(3);
  });

  it('is sent again under the same Message-ID where the sender died before it wrote down that it had sent', async () => {
    await known();
    await settled('welcome', 'delivered');
    await rows.query(`UPDATE notifications.deliveries SET state = 'sending', due_at = now(), finished_at = NULL WHERE user_id = $1`, [
      ada.userId,
    ]);
    const [first, second] = await letters(2);
    expect(second!.headers.get('message-id')).toBe(first!.headers.get('message-id'));
    await settled('welcome', 'delivered');
  });

  it('names the prompt of a film, as text and nothing else', async () => {
    await known();
    const generationId = randomUUID();
    await service.send(requested(generationId, '<script>alert(1)</script>\r\nBcc: eve@example.com\r\n\r\nX'));
    await remembered(generationId);
    await service.send(failed(generationId));
    const letter = (await letters(2))[1]!;
    expect(letter.subject).toBe('Your film could not be made: <script>alert(1)</script> Bcc: eve@example.com X');
    expect(letter.headers.has('bcc')).toBe(false);
    expect(letter.all.slice(letter.all.indexOf('<!doctype'))).not.toContain('<script>');
    expect(letter.all).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(letter.all).toContain(`https://studio.example/app/generations/${generationId}`);
    expect(mail.to('eve@example.com')).toEqual([]);
    await service.send(GenerationDeleted({ generationId, userId: ada.userId, deletedAt: now() }));
    await vi.waitFor(async () => expect((await list()).map(({ kind }) => kind)).toEqual(['welcome']));
  });

  describe('of a recording', () => {
    it('is that its words can be read, once and without them, until it is deleted', async () => {
      await known('de');
      const voiceId = randomUUID();
      await service.send(understood(ada.userId, { voiceId }));
      await service.send(understood(ada.userId, { voiceId }));
      const letter = (await letters(2))[1]!;
      expect(letter.subject).toBe('Deine Aufnahme ist aufgeschrieben');
      expect(letter.all).toContain(`https://studio.example/app/voices/${voiceId}`);
      await listed({ kind: 'voice_ready', voiceId, generationId: null });
      await service.send(budget());
      await letters(3);
      expect(mail.to(ada.email)).toHaveLength(3);
      expect(letter.all + JSON.stringify(await list())).not.toContain('whale');
      await service.send(VoiceDeleted({ voiceId, userId: ada.userId, deletedAt: now() }));
      await vi.waitFor(async () => expect((await list()).map(({ kind }) => kind).sort()).toEqual(['budget_reached', 'welcome']));
    });

    it('is told by the film that it becomes, and not of one that was stopped', async () => {
      await known();
      const generationId = randomUUID();
      await heard(
        service.send(understood(ada.userId, { generation: { generationId, options: GenerationOptions.parse({}), narrate: true } })),
        service.send(VoiceProcessingCancelled({ voiceId: randomUUID(), userId: ada.userId, cancelledAt: now() })),
      );
      await service.send(failed(generationId));
      await letters(2);
      expect((await list()).map(({ kind }) => kind).sort()).toEqual(['film_failed', 'welcome']);
      expect(mail.to(ada.email)).toHaveLength(2);
    });

    it('is that it could not be understood, by the ways that they want', async () => {
      await known();
      await ask('PUT', '/notifications/preferences', { preferences: [{ kind: 'voice_ready', email: false }] });
      const ready = randomUUID();
      await service.send(understood(ada.userId, { voiceId: ready }));
      await listed({ kind: 'voice_ready', voiceId: ready, deliveries: [] });
      await service.send(notUnderstood(ada.userId));
      const letter = (await letters(2))[1]!;
      expect(letter.subject).toBe('Your recording could not be understood');
      expect(letter.all).toContain('voice_no_speech');
      expect(mail.to(ada.email)).toHaveLength(2);
    });
  });

  it('goes to the address and comes in the language that were said last, in whatever order they are heard', async () => {
    await known('fr');
    const change = (email: string, updatedAt: string) =>
      UserProfileUpdated({ userId: ada.userId, profileChanges: { email, locale: 'es' }, updatedAt });
    const [newest, older] = [`newest-${ada.email}`, `older-${ada.email}`];
    await service.send(change(newest, new Date(Date.now() + 2_000).toISOString()));
    await service.send(change(older, new Date(Date.now() + 1_000).toISOString()));
    await service.send(confirmed(newest, new Date(Date.now() + 3_000).toISOString()));
    await service.send(confirmed(older));
    await vi.waitFor(async () =>
      expect(
        await rows.query(`SELECT email, confirmed_email AS confirmed FROM notifications.people WHERE user_id = $1`, [ada.userId]),
      ).toEqual([{ email: newest, confirmed: newest }]),
    );
    await service.send(budget());
    expect((await letters(1, newest))[0]!.subject).toContain('Has gastado el 80 % de tu presupuesto');
  });

  describe('before they have confirmed their address', () => {
    const inList = (...kinds: string[]) =>
      vi.waitFor(async () => expect((await list()).map(({ kind }) => kind).sort()).toEqual(kinds.sort()), { timeout: 20_000 });

    it('stands in their list and in no letter', async () => {
      await service.send(registered());
      await service.send(failed());
      await service.send(budget());
      await inList('welcome', 'film_failed', 'budget_reached');
      expect(await rows.query(`SELECT 1 FROM notifications.deliveries WHERE user_id = $1`, [ada.userId])).toEqual([]);
      expect(mail.to(ada.email)).toEqual([]);
    });

    it('is not made up for when they do: they are welcomed, and written to from then on', async () => {
      await service.send(registered());
      await service.send(failed());
      await inList('welcome', 'film_failed');
      await service.send(confirmed());
      await letters(1);
      await service.send(budget());
      expect((await letters(2)).map(({ subject }) => subject)).toEqual(['Welcome to Polyreel', '80 % of your budget is spent']);
      expect(mail.to(ada.email)).toHaveLength(2);
    });

    it('is a welcome all the same where the proof is heard before the account', async () => {
      await service.send(confirmed());
      await service.send(registered());
      expect((await letters(1))[0]!.subject).toBe('Welcome to Polyreel');
      await settled('welcome', 'delivered');
    });

    describe('or where nobody heard that they have', () => {
      const signedIn = (verifiedEmail?: string) =>
        UserAuthenticated({ userId: ada.userId, sessionId: randomUUID(), authenticatedAt: now(), method: 'password', verifiedEmail });

      it('goes to them again once they sign in, and no welcome that is long past', async () => {
        await heard(service.send(registered()));
        await heard(service.send(signedIn(ada.email)));
        await service.send(budget());
        expect((await letters(1)).map(({ subject }) => subject)).toEqual(['80 % of your budget is spent']);
      });

      it('goes to the address that they sign in with, also where the account is not known any more', async () => {
        await heard(service.send(signedIn(ada.email)));
        await service.send(budget());
        await letters(1);
      });

      it('goes nowhere where they sign in with an address that they have not shown to be theirs', async () => {
        await heard(service.send(registered()), service.send(signedIn()));
        await heard(service.send(budget()));
        expect(await rows.query(`SELECT 1 FROM notifications.deliveries WHERE user_id = $1`, [ada.userId])).toEqual([]);
      });

      it('is a welcome all the same where the sign-in is heard before the proof', async () => {
        await heard(service.send(registered()), service.send(signedIn(ada.email)));
        await service.send(confirmed());
        expect((await letters(1))[0]!.subject).toBe('Welcome to Polyreel');
      });

      it('is no second welcome where another link is opened, months later', async () => {
        await known();
        await settled('welcome', 'delivered');
        await rows.query(`DELETE FROM notifications.deliveries WHERE user_id = $1`, [ada.userId]);
        await heard(service.send(confirmed(ada.email, new Date(Date.now() - 60 * 24 * 3_600_000).toISOString())));
        expect(await rows.query(`SELECT 1 FROM notifications.deliveries WHERE user_id = $1`, [ada.userId])).toEqual([]);
      });
    });

    it('does not go to a new address either: each is confirmed by itself', async () => {
      await known();
      const renewed = `new-${ada.email}`;
      const addresses = (email: string, confirmedEmail: string) =>
        vi.waitFor(async () =>
          expect(
            await rows.query(`SELECT email, confirmed_email AS confirmed FROM notifications.people WHERE user_id = $1`, [ada.userId]),
          ).toEqual([{ email, confirmed: confirmedEmail }]),
        );
      const changed = { userId: ada.userId, profileChanges: { email: renewed }, updatedAt: new Date(Date.now() + 1_000).toISOString() };
      await service.send(UserProfileUpdated(changed));
      await addresses(renewed, ada.email);
      await service.send(failed());
      await inList('welcome', 'film_failed');
      await service.send(confirmed(renewed, new Date(Date.now() + 2_000).toISOString()));
      await addresses(renewed, renewed);
      await service.send(budget());
      expect((await letters(1, renewed))[0]!.subject).toBe('80 % of your budget is spent');
      expect([mail.to(renewed), mail.to(ada.email)].map(({ length }) => length)).toEqual([1, 1]);
    });

    it('ends with the account without a farewell', async () => {
      await service.send(registered());
      await inList('welcome');
      await service.send(AccountDeleted({ userId: ada.userId, deletedAt: now() }));
      await vi.waitFor(async () =>
        expect(await rows.query(`SELECT email FROM notifications.departed WHERE user_id = $1`, [ada.userId])).toEqual([{ email: null }]),
      );
      await heard(service.send(AccountErased({ userId: ada.userId, erasedAt: now() })));
      expect(await rows.query(`SELECT 1 FROM notifications.deliveries WHERE user_id = $1`, [ada.userId])).toEqual([]);
    });
  });

  it('does not go out by a way that they switched off, and stands in their list all the same', async () => {
    await known();
    const { data } = await ask('PUT', '/notifications/preferences', { preferences: [{ kind: 'film_failed', email: false }] });
    expect(data['preferences']).toContainEqual({ kind: 'film_failed', email: false, push: true });
    await service.send(failed());
    await listed({ kind: 'film_failed', deliveries: [] });
    await service.send(budget());
    await letters(2);
    expect(mail.to(ada.email)).toHaveLength(2);
    expect((await ask('PUT', '/notifications/preferences', { preferences: [{ kind: 'welcome', email: false }] })).status).toBe(400);
  });

  it('stands in the list of the operator of a laptop, who has no address', async () => {
    const local: Caller = { userId: 'local', role: 'admin', tier: 'enterprise' };
    const generationId = randomUUID();
    await service.send(failed(generationId, 'local'));
    await listed({ kind: 'film_failed', generationId, deliveries: [] }, local);
  });

  it('is listed page by page, and read by its owner only', async () => {
    await known();
    for (let told = 0; told < 4; told++) await service.send(failed());
    await vi.waitFor(async () => expect(await list()).toHaveLength(5), { timeout: 20_000 });
    const first = (await ask('GET', '/notifications?limit=3')).data;
    const second = (await ask('GET', `/notifications?limit=3&cursor=${String(first['nextCursor'])}`)).data;
    const ids = [first, second].flatMap((page) => (page['notifications'] as Listed[]).map(({ notificationId }) => notificationId));
    expect(new Set(ids).size).toBe(5);
    const eve: Caller = { userId: randomUUID(), role: 'user', tier: 'free' };
    expect((await ask('POST', '/notifications/read', { notificationIds: ids }, eve)).data).toEqual({ read: 0 });
    expect(await list(eve)).toEqual([]);
    expect((await ask('POST', '/notifications/read', { notificationIds: ids.slice(0, 2) })).data).toEqual({ read: 2 });
    expect((await ask('GET', '/notifications?unread=true')).data).toMatchObject({ unread: 3 });
    expect((await ask('POST', '/notifications/read', { all: true })).data).toEqual({ read: 3 });
  });

  describe('by letters with a signed link', () => {
    const link = 'https://polyreel.example/v1/auth/verify-email?token=secret-token';
    const asked = () => AccountLetterRequested({ userId: ada.userId, letterId: randomUUID(), kind: 'verify_email' });
    const letterOf = (validUntil: string) =>
      answering(
        200,
        { 'content-type': 'application/json' },
        JSON.stringify(answer({ to: ada.email, locale: 'ar', kind: 'verify_email', link, validUntil }, 'Here it is.')),
      );

    it('fetches the link when the letter goes, and keeps it nowhere', async () => {
      auth.next(letterOf(new Date(Date.now() + 60_000).toISOString()));
      const letter = asked();
      await service.send(letter);
      const [sent] = await letters(1);
      expect(auth.taken.at(-1)!.path).toBe(`/letters/${letter.data.letterId}`);
      expect(sent!.all).toContain(link);
      expect(sent!.all).toContain('dir="rtl"');
      await settled('verify_email', 'delivered');
      const kept = await rows.query<{ row: string }>(`SELECT d::text AS row FROM notifications.deliveries d WHERE user_id = $1`, [
        ada.userId,
      ]);
      expect(kept[0]!.row).not.toContain('secret-token');
    });

    it('sends none whose link has lapsed, or that nobody needs any more', async () => {
      auth.next(letterOf(new Date(Date.now() - 1_000).toISOString()));
      await service.send(asked());
      await settled('verify_email', 'failed');
      ada = { ...ada, userId: randomUUID() };
      const gone = { error: { code: 'letter_not_found', message: 'There is none.', statusCode: 404 }, timestamp: now() };
      auth.next(answering(404, { 'content-type': 'application/json' }, JSON.stringify(gone)));
      await service.send(asked());
      await settled('verify_email', 'failed');
      expect(mail.to(ada.email)).toEqual([]);
    });

    it('tries again while auth-service is away', async () => {
      auth.next(answering(503, {}, 'no'));
      await service.send(asked());
      await settled('verify_email', 'waiting');
      auth.next(letterOf(new Date(Date.now() + 60_000).toISOString()));
      await timePasses();
      await letters(1);
    });
  });

  it('is tried again where the mail server says later, and given up where it says never', async () => {
    mail.refuse(ada.email, 451);
    await service.send(registered());
    await service.send(confirmed());
    await settled('welcome', 'waiting');
    await timePasses();
    await letters(1);
    await settled('welcome', 'delivered');
    mail.refuse(ada.email, 550);
    await service.send(budget());
    await settled('budget_reached', 'failed');
  });

  describe('by web push', () => {
    let browser: ECDH;
    let secret: Buffer;
    beforeEach(() => {
      browser = createECDH('prime256v1');
      browser.generateKeys();
      secret = randomBytes(16);
    });
    const subscribe = (path: string, caller: Caller = ada) =>
      ask(
        'POST',
        '/notifications/push-subscriptions',
        {
          endpoint: `${push.url}${path}`,
          expirationTime: null,
          keys: { p256dh: browser.getPublicKey('base64url'), auth: secret.toString('base64url') },
        },
        caller,
      );
    const pushed = (path: string) =>
      vi.waitFor(
        () => {
          expect(push.at(path).length).toBeGreaterThan(0);
          return push.at(path)[0]!;
        },
        { timeout: 20_000 },
      );

    it('reaches the one browser, encrypted for it and signed by us', async () => {
      expect((await ask('GET', '/notifications/push-key')).data).toEqual({ publicKey: VAPID_PUBLIC_KEY });
      const path = `/${randomUUID()}`;
      expect((await subscribe(path)).status).toBe(201);
      const generationId = randomUUID();
      await service.send(failed(generationId));
      const taken = await pushed(path);
      expect(opened(taken, browser, secret)).toMatchObject({ kind: 'film_failed', generationId });
      const [, token] = /^vapid t=([^,]+), k=(.+)$/.exec(String(taken.headers.authorization))!;
      const { payload } = await jwtVerify(token!, vapidKey(), { audience: push.url });
      expect(payload.sub).toBe('mailto:films@polyreel.example');
      await vi.waitFor(async () => expect((await list())[0]!.deliveries).toMatchObject([{ method: 'push', status: 'delivered' }]));
    });

    it('ends where the push service says that nobody listens any more', async () => {
      const path = `/${randomUUID()}`;
      await subscribe(path);
      push.next(answering(410));
      await service.send(failed());
      await settled('film_failed', 'failed');
      expect(await rows.query(`SELECT 1 FROM notifications.push_subscriptions WHERE user_id = $1`, [ada.userId])).toEqual([]);
    });

    it('follows whoever is signed in to a browser, and is ended by nobody else', async () => {
      const path = `/${randomUUID()}`;
      const { data } = await subscribe(path);
      const eve: Caller = { userId: randomUUID(), role: 'user', tier: 'free' };
      const door = `/notifications/push-subscriptions/${String(data['subscriptionId'])}`;
      expect(await ask('DELETE', door, undefined, eve)).toMatchObject({ status: 404, code: 'push_subscription_not_found' });
      await subscribe(path, eve);
      expect((await ask('DELETE', door)).status).toBe(404);
    });

    it.each(['https://127.0.0.1/', 'http://push.example.com/', 'https://user@push.example.com/'])(
      'is not taken to %s',
      async (endpoint) => {
        const keys = { p256dh: browser.getPublicKey('base64url'), auth: secret.toString('base64url') };
        expect(await ask('POST', '/notifications/push-subscriptions', { endpoint, keys })).toMatchObject({
          status: 400,
          code: 'url_refused',
        });
      },
    );
  });

  it('ends with the account: everything is erased, what comes late makes nothing, and the farewell is the last to use the address', async () => {
    await known();
    await service.send(failed());
    await service.send(notUnderstood(ada.userId));
    await letters(3);
    await ask('POST', '/webhooks', { url: 'https://example.com/', events: ['generation.failed'] });
    await ask('PUT', '/notifications/preferences', { preferences: [{ kind: 'film_failed', email: true }] });
    await service.send(AccountDeleted({ userId: ada.userId, deletedAt: now() }));
    const erased = await vi.waitFor(() => {
      const found = service.broker.published.find(({ type, userid }) => type === AccountDataErased.type && userid === ada.userId);
      expect(found).toBeDefined();
      return AccountDataErased.data.parse(found!.data);
    });
    expect(erased).toMatchObject({
      service: 'notification-service',
      erased: { notifications: 3, webhooks: 1, deliveries: 3, preferences: 1, people: 1, runs: 1 },
    });
    await heard(service.send(failed()), service.send(notUnderstood(ada.userId)));
    expect(await list()).toEqual([]);
    await service.send(AccountErased({ userId: ada.userId, erasedAt: now() }));
    expect((await letters(4))[3]!.subject).toBe('Your account is erased');
    await vi.waitFor(async () =>
      expect(await rows.query(`SELECT email FROM notifications.departed WHERE user_id = $1`, [ada.userId])).toEqual([{ email: null }]),
    );
    await service.send(AccountErased({ userId: ada.userId, erasedAt: now() }));
    expect(mail.to(ada.email)).toHaveLength(4);
  });
});

const vapidKey = () => {
  const point = Buffer.from(VAPID_PUBLIC_KEY, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
};

/** What a browser does with a push (RFC 8291 and 8188, aes128gcm). */
function opened({ body }: Taken, browser: ECDH, secret: Buffer): unknown {
  const [salt, senderKey] = [body.subarray(0, 16), body.subarray(21, 21 + body[20]!)];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), senderKey]);
  const key = Buffer.from(hkdfSync('sha256', browser.computeSecret(senderKey), secret, info, 32));
  const derived = (name: string, bytes: number) => Buffer.from(hkdfSync('sha256', key, salt, `Content-Encoding: ${name}\0`, bytes));
  const sealed = body.subarray(21 + body[20]!);
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString());
}
