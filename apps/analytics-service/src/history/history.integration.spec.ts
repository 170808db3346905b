import {
  AccountDataErased,
  AccountDeleted,
  GenerationDeleted,
  GenerationRequested,
  PostProcessingStarted,
  LanguageDetected,
  SpeechTranscribed,
  TextTranslated,
  VoiceDeleted,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { Figures, RecordedEvent } from '@polyreel/http-api';
import { type Envelope, InMemoryTransport } from '@polyreel/messaging';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnalyticsConfig } from '../analytics.config.js';
import { AnalyticsModule } from '../analytics.module.js';
import { ElasticSearch } from '../search/elastic.search.js';
import { fakeElastic } from '../search/fake-elastic.fixture.js';
import { PostgresSearch } from '../search/postgres.search.js';
import { SearchFeeder } from '../search/search.feeder.js';
import { GenerationSearch } from '../search/search.port.js';
import { HistorySweeper } from './history.sweeper.js';

const admin: Caller = { userId: 'root', role: 'admin', tier: 'pro' };
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

describe('the history of the mesh', () => {
  let database: TestDatabase;
  let service: TestedService;
  let broker: InMemoryTransport;
  let elastic: ReturnType<typeof fakeElastic>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    elastic = fakeElastic();
  });
  afterEach(() => service.stop());

  const start = async (kind: 'postgres' | 'elastic' = 'postgres') => {
    broker = new InMemoryTransport({ unroutable: 'keep' });
    service = await testService(AnalyticsModule, {
      broker,
      database,
      override: (builder) =>
        builder
          .overrideProvider(AnalyticsConfig)
          .useValue({ REPLAY_PER_SECOND: 5_000, LETTERS_KEPT_DAYS: 30, HISTORY_KEPT_DAYS: 90 })
          .overrideProvider(GenerationSearch)
          .useFactory({
            inject: [Database],
            factory: (...[own]: unknown[]) =>
              kind === 'elastic' ? new ElasticSearch(elastic.client) : new PostgresSearch(own as Database),
          }),
    });
    await rows('TRUNCATE analytics.events, analytics.erased, analytics.search_entries');
    await listen();
  };
  /** Somebody listens for what is awaited, or the history would not hear of it. */
  const listen = async () => {
    const types = [
      GenerationRequested,
      LanguageDetected,
      TextTranslated,
      SpeechTranscribed,
      GenerationDeleted,
      VoiceDeleted,
      AccountDeleted,
    ].map(({ type }) => type);
    const queue = {
      name: 'spec.listen',
      service: 'spec',
      handler: 'listen',
      types: [...types, 'messaging.handler_faulted.v1', 'odd.thing.v1'],
      concurrency: 50,
    };
    await broker.open([queue]);
    await broker.consume(queue, () => Promise.resolve({ kind: 'done' }));
  };
  const rows = <Row>(sql: string, values: unknown[] = []) => service.app.get(Database).query<Row>(sql, values);
  const ask = async (path: string, caller: Caller = admin) => {
    const response = await service.app.inject({ method: 'GET', url: path, headers: await service.app.get(Identities).headersFor(caller) });
    return { ...response.json<{ data: never; error?: { code: string } }>(), status: response.statusCode };
  };
  const recorded = async (count: number) => soon(async () => expect(await rows('SELECT 1 FROM analytics.events')).toHaveLength(count));
  const requested = (
    inputText: string,
    { generationId = randomUUID() as string, userId = 'ada', webhookUrl = undefined as string | undefined } = {},
  ) => GenerationRequested({ generationId, userId, tier: 'free', inputText, options: { ...(webhookUrl && { webhookUrl }) } as never });
  const translated = (generationId: string, originalText: string, translatedText: string) =>
    TextTranslated({
      ...{ generationId, originalText, translatedText, textHash: 'a'.repeat(64), sourceLanguage: 'ja', targetLanguage: 'en' },
      ...{ engine: 'concepts', confidenceScore: 1 },
    });
  const event = (type: string, data: object, more: Partial<Envelope> = {}): Envelope => ({
    ...({ specversion: '1.0', source: 'spec', datacontenttype: 'application/json' } as const),
    ...{ id: randomUUID(), type, time: new Date().toISOString(), correlationid: 'run', data, ...more },
  });

  it('tells a run from its beginning, each event with what led to it', async () => {
    await start();
    const generationId = randomUUID();
    const first = await service.send(requested('A red dragon', { generationId }));
    const second = await service.send(translated(generationId, '赤い龍', 'A red dragon'), first);
    await service.send(PostProcessingStarted({ generationId, inputs: 2, processingType: 'assembly' }), second);
    await service.send(requested('Another run'));
    await recorded(4);
    const { data } = await ask(`/admin/runs/${generationId}/timeline`);
    const { events } = data as { events: RecordedEvent[] };
    expect(events.map(({ type, causationId }) => [type, causationId])).toEqual([
      [GenerationRequested.type, null],
      [TextTranslated.type, first.id],
      [PostProcessingStarted.type, second.id],
    ]);
    expect(events[0]).toMatchObject({ userId: 'ada', tier: 'free', data: { inputText: 'A red dragon' } });
    expect(await ask(`/admin/runs/${randomUUID()}/timeline`)).toMatchObject({ status: 404, error: { code: 'run_not_found' } });
  });

  it('makes one row of an event that comes twice, and few statements of many events', async () => {
    await start();
    const insert = vi.spyOn(service.app.get(Database), 'transaction');
    const sent = Array.from({ length: 400 }, (_, at) => event('odd.thing.v1', { at }));
    await broker.publish([...sent, ...sent]);
    await recorded(400);
    expect(insert.mock.calls.length).toBeLessThan(40);
  });

  it('keeps no secret, and takes whatever bytes come', async () => {
    await start();
    const long = 'x'.repeat(70_000);
    await broker.publish([
      event('odd.thing.v1', {
        password: 'hunter2',
        nested: [{ apiKey: 'pr_1', webhookUrl: 'https://u:p@h/' }],
        email: 'ada@films.example',
        text: 'a\0b\ud83d',
      }),
      event(
        'odd.thing.v1',
        { text: '"; DROP TABLE analytics.events; --\r\n{"level":60}' },
        { id: "not a uuid' OR 1=1", correlationid: 'a\0b' },
      ),
      event('odd.thing.v1', { long }),
      event('odd.thing.v1', {}, { time: '0001-01-01T00:00:00Z' }),
    ]);
    broker.inject('odd.thing.v1', Buffer.from([0xff, 0x00]));
    broker.inject('odd.thing.v1', Buffer.from('['.repeat(200_000)));
    await recorded(6);
    const kept = JSON.stringify(await rows('SELECT * FROM analytics.events'));
    for (const secret of ['hunter2', 'pr_1', 'u:p@h', 'ada@films', long]) expect(kept).not.toContain(secret);
    expect(kept).toContain('DROP TABLE');
  });

  it('pages through events by what they are, for admins only', async () => {
    await start();
    const times = [1, 2, 3].map((minute) => `2026-01-01T00:0${minute}:00.000Z`);
    await broker.publish(times.map((time, at) => event('odd.thing.v1', { at }, { time, userid: at === 1 ? 'bob' : 'ada' })));
    await recorded(3);
    type Page = { events: RecordedEvent[]; nextCursor: string | null };
    const page = async (query: string) => (await ask(`/admin/events?${query}`)).data as Page;
    const first = await page('type=odd.thing.v1&limit=2');
    const second = await page(`type=odd.thing.v1&limit=2&cursor=${first.nextCursor}`);
    expect([...first.events, ...second.events].map(({ data }) => data['at'])).toEqual([2, 1, 0]);
    expect((await page('userId=bob')).events).toHaveLength(1);
    expect((await page(`from=${times[1]}&to=${times[2]}`)).events).toHaveLength(1);
    expect((await page(`source=${encodeURIComponent("' OR ''='")}`)).events).toEqual([]);
    for (const path of ['/admin/events', '/admin/figures', '/admin/runs/run/timeline'])
      expect(await ask(path, { ...admin, role: 'user' })).toMatchObject({ status: 403, error: { code: 'forbidden' } });
    expect(await ask('/admin/events?cursor=x')).toMatchObject({ status: 400, error: { code: 'cursor_invalid' } });
  });

  it('sums up what happened', async () => {
    await start();
    const at = { time: '2026-01-01T10:30:00.000Z' };
    await broker.publish([
      ...[10, 20, 30].map((processingTimeMs) =>
        event('odd.thing.v1', { processingTimeMs, provider: 'animatic', model: 'one', costUsd: 0.5 }, at),
      ),
      event('messaging.handler_faulted.v1', { handler: 'analyze-mood' }, at),
      event('odd.thing.v1', { engine: 'openai whisper-1', costUsd: 0.006 }, at),
    ]);
    await recorded(5);
    const figures = (await ask('/admin/figures?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z')).data as Figures;
    expect(figures).toMatchObject({
      durations: [{ type: 'odd.thing.v1', count: 3, p50Ms: 20, p95Ms: 29 }],
      faults: [{ handler: 'analyze-mood', count: 1 }],
      providers: [
        { provider: 'animatic', model: 'one', calls: 3, costUsd: 1.5 },
        { provider: 'openai', model: 'whisper-1', calls: 1, costUsd: 0.006 },
      ],
    });
    expect(figures.counts).toContainEqual({ hour: '2026-01-01T10:00:00.000Z', type: 'odd.thing.v1', count: 4 });
    expect(await ask('/admin/figures?from=2025-01-01T00:00:00Z&to=2026-01-02T00:00:00Z')).toMatchObject({
      error: { code: 'span_invalid' },
    });
  });

  it('lets what is old go', async () => {
    await start();
    await broker.publish([event('odd.thing.v1', {}, { time: '2020-01-01T00:00:00Z' }), event('odd.thing.v1', {})]);
    await recorded(2);
    await service.app.get(HistorySweeper).sweep();
    await recorded(1);
  });

  it('forgets the words of a deleted generation, also those that come later, and keeps that it was', async () => {
    await start();
    const generationId = randomUUID();
    const first = await service.send(requested('A secret dragon', { generationId }));
    await recorded(1);
    await service.send(GenerationDeleted({ generationId, userId: 'ada', deletedAt: new Date().toISOString() }));
    await soon(async () => expect(await rows(`SELECT 1 FROM analytics.events WHERE data::text LIKE '%secret%'`)).toEqual([]));
    await service.send(translated(generationId, 'x', 'a secret late dragon'), first);
    await recorded(3);
    expect(JSON.stringify(await rows('SELECT * FROM analytics.events'))).not.toContain('secret');
  });

  it('forgets what was said in a deleted recording, also what comes later, and keeps that it was', async () => {
    await start();
    const voiceId = randomUUID();
    const said = (transcribedText: string) =>
      SpeechTranscribed({
        ...{ voiceId, transcribedText, words: [{ text: 'secret', startSeconds: 0, endSeconds: 1 }], confidenceScore: 1, engine: 'spec' },
        ...{ language: 'en', languageHeard: true, fallbacks: [], costUsd: 0, processingTimeMs: 1 },
      });
    const first = await service.send(said('A secret dragon'));
    await recorded(1);
    await service.send(VoiceDeleted({ voiceId, userId: 'ada', deletedAt: new Date().toISOString() }));
    await soon(async () => expect(await rows(`SELECT 1 FROM analytics.events WHERE data::text LIKE '%secret%'`)).toEqual([]));
    await service.send(said('a secret late dragon'), first);
    await recorded(3);
    expect(JSON.stringify(await rows('SELECT * FROM analytics.events'))).not.toContain('secret');
  });

  it('forgets a person who has left, and says so', async () => {
    await start();
    const userId = randomUUID();
    await service.send(requested('Her dragon', { userId }));
    await service.send(requested('His dragon', { userId: 'bob' }));
    await recorded(2);
    await service.send(AccountDeleted({ userId, deletedAt: new Date().toISOString() }));
    expect(await service.emitted(AccountDataErased)).toMatchObject([
      { userId, service: 'analytics-service', erased: { searchEntries: 1 } },
    ]);
    await soon(async () =>
      expect(JSON.stringify(await rows('SELECT user_id, correlation_id, data FROM analytics.events'))).not.toContain(userId),
    );
    expect(JSON.stringify(await rows('SELECT data FROM analytics.events'))).toContain('His dragon');
  });

  describe.each(['postgres', 'elastic'] as const)('searched by %s', (kind) => {
    const looking = async (q: string, userId = 'ada') => {
      await service.app.get(SearchFeeder).feed();
      const path = `/generations/search?${new URLSearchParams({ q }).toString()}`;
      const answer = await ask(path, { userId, role: 'user', tier: 'free', by: 'generation-orchestrator' });
      return (answer.data as { generationIds: string[] } | undefined)?.generationIds ?? answer.error!.code;
    };
    const add = async (prompt: string, more: Parameters<typeof requested>[1] = {}) => {
      const sent = await service.send(requested(prompt, more));
      await soon(async () =>
        expect(await rows('SELECT 1 FROM analytics.search_entries WHERE generation_id = $1', [sent.subject])).toHaveLength(1),
      );
      return sent;
    };

    it('finds a prompt by its words in its own language and in English, newest first', async () => {
      await start(kind);
      const [dragon, chinese] = [await add('Un dragón rojo vuela'), await add('一条红色的龙飞过城堡')];
      await service.send(translated(chinese.subject!, '一条红色的龙飞过城堡', 'A red dragon flies over a castle'), chinese);
      await soon(async () => expect(await looking('castle')).toEqual([chinese.subject]));
      expect(await looking('dragon')).toEqual([chinese.subject, dragon.subject]);
      expect(await looking('城堡')).toEqual([chinese.subject]);
      expect(await looking('dragon rojo')).toEqual([dragon.subject]);
      expect(await looking('猫')).toEqual([]);
      expect(await looking('!?')).toEqual([]);
    });

    it('finds nobody else’s, whatever is asked', async () => {
      await start(kind);
      await add('A red dragon');
      for (const q of ['dragon', "dragon' | 'dragon", "'); DELETE FROM analytics.events; --", 'ada', '*'])
        expect(await looking(q, 'bob')).toEqual([]);
      expect(await ask('/generations/search?q=dragon', { userId: 'ada', role: 'user', tier: 'free' })).toMatchObject({ status: 403 });
    });

    it('forgets what was deleted', async () => {
      await start(kind);
      const sent = await add('A red dragon', { webhookUrl: 'https://films.example/hook' });
      expect(await looking('dragon')).toEqual([sent.subject]);
      await service.send(GenerationDeleted({ generationId: sent.subject!, userId: 'ada', deletedAt: new Date().toISOString() }));
      await soon(async () => expect(await looking('dragon')).toEqual([]));
      await soon(async () => {
        await service.app.get(SearchFeeder).feed();
        expect(await rows('SELECT 1 FROM analytics.search_entries')).toEqual([]);
      });
      expect(elastic.kept.size).toBe(0);
    });
  });

  it('loses nothing while Elasticsearch is away', async () => {
    await start('elastic');
    elastic.leave();
    await service.send(requested('A red dragon'));
    await recorded(1);
    await expect(service.app.get(SearchFeeder).feed()).rejects.toThrow();
    const caller: Caller = { userId: 'ada', role: 'user', tier: 'free', by: 'generation-orchestrator' };
    expect(await ask('/generations/search?q=dragon', caller)).toMatchObject({ status: 503, error: { code: 'service_unavailable' } });
    elastic.comeBack();
    await soon(async () =>
      expect((await ask('/generations/search?q=dragon', caller)).data).toMatchObject({ generationIds: [expect.any(String)] }),
    );
  });
});
