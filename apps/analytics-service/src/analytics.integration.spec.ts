import type { LetterGroup, LetterSummary, LetterView, ReplayView, SkippedMessage } from '@polyreel/http-api';
import { type Delivery, type Envelope, InMemoryTransport, type QueueSpec, type Verdict } from '@polyreel/messaging';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { Database } from '@polyreel/database';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnalyticsConfig } from './analytics.config.js';
import { AnalyticsModule } from './analytics.module.js';
import { LetterSweeper } from './letter.sweeper.js';

const admin: Caller = { userId: 'root', role: 'admin', tier: 'pro' };
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

describe('the keeper of failed messages', () => {
  let database: TestDatabase;
  let service: TestedService;
  let broker: InMemoryTransport;
  /** What the handler of each queue makes of a delivery. */
  let judge: (delivery: Delivery) => Verdict;
  const heard: Delivery[] = [];
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    judge = () => dead('broken');
    heard.length = 0;
    broker = new InMemoryTransport();
    await start();
    await listen(mood, camera);
    await rows('TRUNCATE analytics.letters, analytics.replays, analytics.skipped');
  });
  afterEach(() => service.stop());

  const start = async (settings: Partial<AnalyticsConfig> = {}) => {
    const config = { REPLAY_PER_SECOND: 5_000, LETTERS_KEPT_DAYS: 30, ...settings };
    const override = (builder: Parameters<NonNullable<NonNullable<Parameters<typeof testService>[1]>['override']>>[0]) =>
      builder.overrideProvider(AnalyticsConfig).useValue(config);
    service = await testService(AnalyticsModule, { broker, database, override });
  };
  const queueOf = (owner: string, handler: string): QueueSpec => ({
    ...{ name: `${owner}.${handler}`, service: owner, handler },
    ...{ types: ['suite.happened.v1'], concurrency: 5 },
  });
  const mood = queueOf('mood-analysis-service', 'analyze-mood');
  const camera = queueOf('camera-analysis-service', 'extract-camera-cues');
  const listen = async (...queues: QueueSpec[]) => {
    await broker.open(queues);
    for (const queue of queues)
      await broker.consume(queue, (delivery) => {
        heard.push(delivery);
        return Promise.resolve(judge(delivery));
      });
  };
  let minute = 0;
  const dead = (code: string, message = 'it failed'): Verdict => {
    const lastFailedAt = new Date(Date.UTC(2026, 0, 1, 0, minute++)).toISOString();
    const error = { name: 'Error', code, message, stack: `Error: ${message}\n    at here` };
    return { kind: 'dead', error, attempts: 6, firstFailedAt: '2026-01-01T00:00:00.000Z', lastFailedAt };
  };
  const done: Verdict = { kind: 'done' };
  const event = (correlationid = 'run', id: string = randomUUID()): Envelope => ({
    ...({ specversion: '1.0', source: 'spec', type: 'suite.happened.v1', datacontenttype: 'application/json' } as const),
    ...{ id, time: '2026-01-01T00:00:00.000Z', correlationid, data: { text: 'ein Löwe 🦁' } },
  });
  const rows = <Row>(sql: string, values: unknown[] = []) => service.app.get(Database).query<Row>(sql, values);
  const count = async (condition = 'true') => (await rows(`SELECT 1 FROM analytics.letters WHERE ${condition}`)).length;
  const ask = async (method: 'GET' | 'POST', path: string, body?: object, caller: Caller = admin) => {
    const headers = await service.app.get(Identities).headersFor(caller);
    const response = await service.app.inject({ method, url: `/admin/dead-letters${path}`, headers, payload: body });
    return { ...response.json<{ data: never; error?: { code: string } }>(), status: response.statusCode };
  };
  const data = async <T>(path: string) => (await ask('GET', path)).data as T;
  const letters = async (query = '') => (await data<{ letters: LetterSummary[] }>(query)).letters;
  const replayed = async (selection: object) => {
    const { replayId } = (await ask('POST', '/replays', selection)).data as ReplayView;
    return soon(async () => {
      const replay = await data<ReplayView>(`/replays/${replayId}`);
      expect(replay.state).toBe('done');
      return replay;
    });
  };
  /** Lets these events fail in both queues and waits until they are filed. */
  const failing = async (...events: Envelope[]) => {
    const before = await count();
    await broker.publish(events);
    await soon(async () => expect(await count()).toBe(before + 2 * events.length));
  };
  const onlyIn = (queue: QueueSpec) => ({ group: { queue: queue.name, error: 'broken' } });

  it('files a failed message with all that is known of it, and opens it', async () => {
    const sent = event('a run');
    await failing(sent);
    const [found] = await letters(`?queue=${mood.name}`);
    expect(found).toMatchObject({
      ...{ service: mood.service, handler: mood.handler, queue: mood.name, eventId: sent.id, eventType: sent.type },
      ...{ correlationId: 'a run', attempts: 6, state: 'resting', replays: 0, failedAgain: 0 },
      ...{ firstFailedAt: '2026-01-01T00:00:00.000Z', error: { name: 'Error', code: 'broken', message: 'it failed' } },
    });
    expect(await data<LetterView>(`/${found!.letterId}`)).toMatchObject({
      ...found,
      stack: 'Error: it failed\n    at here',
      body: { encoding: 'utf8', content: JSON.stringify(sent), truncated: false },
    });
  });

  it('files what came while it was away', async () => {
    await service.stop();
    await broker.publish([event()]);
    await broker.until(() => broker.dead.length === 2);
    expect(broker.resting('mood-analysis-service.dead')).toHaveLength(1);
    await start();
    await soon(async () => expect(await count()).toBe(2));
    expect(broker.resting('mood-analysis-service.dead')).toEqual([]);
  });

  it('makes one row of a letter that comes twice', async () => {
    const sent = event();
    await failing(sent);
    const [before] = await letters(`?queue=${mood.name}`);
    await broker.publish([sent]);
    await soon(async () => expect((await letters(`?queue=${mood.name}`))[0]!.lastFailedAt).not.toBe(before!.lastFailedAt));
    expect(await letters(`?queue=${mood.name}`)).toHaveLength(1);
  });

  it('keeps bytes that are no message, and lets its handler have them again', async () => {
    const body = Buffer.from([0xff, 0x00, 0x7b]);
    broker.inject('suite.happened.v1', body);
    await soon(async () => expect(await count()).toBe(2));
    const [found] = await letters(`?queue=${mood.name}`);
    expect(found).toMatchObject({ eventId: null });
    expect((await data<LetterView>(`/${found!.letterId}`)).body).toEqual({
      ...{ encoding: 'base64', content: body.toString('base64'), bytes: 3, truncated: false },
    });
    judge = () => done;
    await replayed({ letterId: found!.letterId });
    expect([...heard.at(-1)!.body]).toEqual([...body]);
  });

  it('keeps skipped messages apart from failed ones', async () => {
    judge = () => ({ kind: 'skipped', reason: 'nobody here knows suite.happened.v1' });
    await broker.publish([event('a run')]);
    const skipped = () => data<{ skipped: SkippedMessage[] }>('/skipped');
    await soon(async () => expect((await skipped()).skipped).toHaveLength(2));
    expect((await skipped()).skipped).toContainEqual(
      expect.objectContaining({ queue: mood.name, reason: 'nobody here knows suite.happened.v1', correlationId: 'a run' }),
    );
    expect(await letters('?state=any')).toEqual([]);
  });

  it('goes on filing while one letter cannot be filed', async () => {
    // As a row of a table that somebody has locked: nothing of ours can be the matter with it.
    await rows(`CREATE FUNCTION analytics.refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.correlation_id = 'poison' THEN RAISE 'refused'; END IF; RETURN NEW; END $$`);
    await rows('CREATE TRIGGER refuse BEFORE INSERT ON analytics.letters FOR EACH ROW EXECUTE FUNCTION analytics.refuse()');
    await broker.publish([...Array.from({ length: 6 }, () => event('poison')), ...Array.from({ length: 6 }, () => event())]);
    await soon(async () => expect(await count()).toBe(12));
    await rows('DROP FUNCTION analytics.refuse CASCADE');
    await soon(async () => expect(await count()).toBe(24));
  });

  it('groups letters by handler and error, and lists them by any of it, page by page', async () => {
    judge = ({ body }) => dead(Buffer.from(body).includes('"a run"') ? 'one' : 'other');
    await failing(event('a run'), event('a run'), event());
    const { groups } = await data<{ groups: LetterGroup[] }>('/groups');
    expect(groups.map(({ queue, error, waiting }) => [queue, error, waiting])).toEqual([
      [camera.name, 'one', 2],
      [mood.name, 'one', 2],
      [camera.name, 'other', 1],
      [mood.name, 'other', 1],
    ]);
    expect(await letters('?correlationId=a%20run')).toHaveLength(4);
    expect(await letters(`?error=other&queue=${mood.name}&eventType=suite.happened.v1`)).toHaveLength(1);
    const pages: string[] = [];
    for (let cursor = ''; pages.length < 10;) {
      const page = await data<{ letters: LetterSummary[]; nextCursor: string | null }>(`?limit=4${cursor}`);
      pages.push(...page.letters.map(({ letterId }) => letterId));
      if (!page.nextCursor) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect([pages.length, new Set(pages).size]).toEqual([6, 6]);
  });

  it('replays one letter: the same bytes, to that handler only, once', async () => {
    const sent = event();
    await failing(sent);
    judge = () => done;
    heard.length = 0;
    const [found] = await letters(`?queue=${mood.name}`);
    expect(await replayed({ letterId: found!.letterId })).toMatchObject({
      ...{ total: 1, sent: 1, failedAgain: 0, unroutable: 0, progress: 100, startedBy: 'root' },
      selection: { letterId: found!.letterId },
    });
    await soon(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toMatchObject({ attempt: 1 });
    expect(Buffer.from(heard[0]!.body).toString()).toBe(JSON.stringify(sent));
    expect(await letters(`?state=replayed`)).toMatchObject([{ letterId: found!.letterId, replays: 1 }]);
    expect(await ask('POST', '/replays', { letterId: found!.letterId })).toMatchObject({
      ...{ status: 409, error: { code: 'letter_not_waiting' } },
    });
  });

  it('counts what fails again, on the letter and on its replay', async () => {
    await failing(event(), event());
    for (let round = 1; round <= 2; round++) {
      const { replayId, total } = await replayed(onlyIn(mood));
      expect(total).toBe(2);
      await soon(async () => expect(await data<ReplayView>(`/replays/${replayId}`)).toMatchObject({ sent: 2, failedAgain: 2 }));
      const again = { state: 'failed_again', replays: round, failedAgain: round };
      expect(await letters(`?queue=${mood.name}`)).toMatchObject([again, again]);
    }
    expect((await data<{ groups: LetterGroup[] }>('/groups')).groups).toContainEqual(
      expect.objectContaining({ queue: mood.name, waiting: 2, failedAgain: 2 }),
    );
  });

  it('replays all that waits', async () => {
    await failing(...Array.from({ length: 60 }, () => event()));
    judge = () => done;
    heard.length = 0;
    expect(await replayed({ all: true })).toMatchObject({ total: 120, sent: 120 });
    await soon(() => expect(heard).toHaveLength(120));
    expect(await ask('POST', '/replays', { all: true })).toMatchObject({ status: 409, error: { code: 'no_letters' } });
    expect((await data<{ replays: ReplayView[] }>('/replays')).replays).toHaveLength(1);
  });

  it('takes a replay up again where it stopped', async () => {
    await failing(...Array.from({ length: 30 }, () => event()));
    judge = () => done;
    heard.length = 0;
    await service.stop();
    await start({ REPLAY_PER_SECOND: 10 });
    const { replayId } = (await ask('POST', '/replays', { all: true })).data as ReplayView;
    await soon(async () => expect((await data<ReplayView>(`/replays/${replayId}`)).sent).toBeGreaterThan(0));
    await service.stop();
    await start();
    await soon(async () => expect(await data<ReplayView>(`/replays/${replayId}`)).toMatchObject({ state: 'done', sent: 60 }));
    expect(heard).toHaveLength(60);
  });

  it('stops a replay that is cancelled; what was not sent rests again', async () => {
    await failing(...Array.from({ length: 30 }, () => event()));
    judge = () => done;
    await service.stop();
    await start({ REPLAY_PER_SECOND: 10 });
    const { replayId } = (await ask('POST', '/replays', { all: true })).data as ReplayView;
    expect((await ask('POST', `/replays/${replayId}/cancel`)).status).toBe(200);
    const replay = await soon(async () => {
      const now = await data<ReplayView>(`/replays/${replayId}`);
      expect(now.state).toBe('cancelled');
      return now;
    });
    expect((await ask('POST', `/replays/${replayId}/cancel`)).status).toBe(200);
    expect(await count(`state = 'resting'`)).toBe(60 - replay.sent);
    expect(await count(`state = 'replayed'`)).toBe(replay.sent);
  });

  it('says of a letter whose handler is gone that it could not be sent, and keeps it', async () => {
    await failing(event());
    await rows(`UPDATE analytics.letters SET queue = 'gone-service.listen' WHERE queue = $1`, [mood.name]);
    judge = () => done;
    expect(await replayed({ all: true })).toMatchObject({ total: 2, sent: 1, unroutable: 1, progress: 100 });
    expect(await letters()).toMatchObject([{ queue: 'gone-service.listen', state: 'resting' }]);
  });

  it('lets no letter that will not go keep the others, or another replay, from going', async () => {
    await failing(...Array.from({ length: 30 }, () => event()));
    judge = () => done;
    const handBack = broker.handBack.bind(broker);
    vi.spyOn(broker, 'handBack').mockImplementation((letter, replay) =>
      letter.queue === mood.name ? Promise.reject(new Error('will not go')) : handBack(letter, replay),
    );
    await ask('POST', '/replays', onlyIn(mood));
    expect(await replayed(onlyIn(camera))).toMatchObject({ sent: 30 });
    vi.mocked(broker.handBack).mockRestore();
    await soon(async () => expect(await count(`state = 'replayed'`)).toBe(60));
  });

  it('lays a letter or a group away with a reason, and does not send it', async () => {
    await failing(event(), event());
    const [found] = await letters(`?queue=${mood.name}`);
    expect(await ask('POST', '/discards', { letterId: found!.letterId, reason: 'a test' })).toMatchObject({ data: { discarded: 1 } });
    expect(await ask('POST', '/discards', { ...onlyIn(camera), reason: 'a test' })).toMatchObject({ data: { discarded: 2 } });
    expect(await data<LetterView>(`/${found!.letterId}`)).toMatchObject({
      ...{ state: 'discarded', discardedBy: 'root', discardReason: 'a test' },
    });
    judge = () => done;
    expect(await replayed({ all: true })).toMatchObject({ total: 1 });
    expect(await ask('POST', '/discards', onlyIn(camera))).toMatchObject({ status: 400 });
  });

  it('does not hand back a letter of which only the beginning was kept', async () => {
    await failing(event());
    await rows('UPDATE analytics.letters SET body_bytes = body_bytes + 1 WHERE queue = $1', [mood.name]);
    const [found] = await letters(`?queue=${mood.name}`);
    expect(await ask('POST', '/replays', { letterId: found!.letterId })).toMatchObject({
      ...{ status: 409, error: { code: 'letter_truncated' } },
    });
    judge = () => done;
    expect(await replayed({ all: true })).toMatchObject({ total: 1 });
  });

  it('lets admins in and nobody else', async () => {
    const routes = [
      ...['', '/groups', '/skipped', '/replays', `/replays/${randomUUID()}`, `/${randomUUID()}`].map((path) => ['GET', path] as const),
      ...['/replays', `/replays/${randomUUID()}/cancel`, '/discards'].map((path) => ['POST', path] as const),
    ];
    for (const [method, path] of routes) {
      expect(await ask(method, path, undefined, { ...admin, role: 'user' })).toMatchObject({ status: 403, error: { code: 'forbidden' } });
      expect((await service.app.inject({ method, url: `/admin/dead-letters${path}` })).statusCode).toBe(401);
    }
  });

  it('forgets what was closed long ago, and nothing that waits', async () => {
    await failing(event(), event());
    judge = () => done;
    await replayed(onlyIn(mood));
    await rows(`UPDATE analytics.letters SET changed_at = now() - interval '31 days'`);
    await rows(`UPDATE analytics.replays SET finished_at = now() - interval '31 days'`);
    await service.app.get(LetterSweeper).sweep();
    expect(await letters('?state=any')).toMatchObject([{ queue: camera.name }, { queue: camera.name }]);
    expect((await data<{ replays: ReplayView[] }>('/replays')).replays).toEqual([]);
  });
});
