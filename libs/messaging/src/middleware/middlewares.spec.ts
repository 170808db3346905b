import { context, propagation, trace } from '@opentelemetry/api';
import { core, node, tracing as sdk } from '@opentelemetry/sdk-node';
import { register } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { envelopesOf } from '../envelope.js';
import { FileDeleted } from '@polyreel/contracts';
import { currentTrace } from '../telemetry/trace-context.js';
import { published } from '../telemetry/producer-span.js';
import type { Verdict } from '../transport.js';
import { duplicator, lostVerdict, randomFailure, reorder } from './faults.middleware.js';
import { metrics } from './metrics.middleware.js';
import { composed, type Incoming } from './middleware.js';
import { tracing } from './tracing.middleware.js';

const done: Verdict = { kind: 'done' };
const failure = { name: 'Error', message: 'broken', code: 'broken' };
const [envelope] = envelopesOf([FileDeleted({ fileId: '7d4c4f0e-7a3c-4d31-9d3c-3b1a5f0e2d11', ownerId: 'o', reason: 'r' })], 'spec');
const incoming = (about: Partial<Incoming> = {}): Incoming => ({
  delivery: { body: Buffer.from('{}'), routingKey: FileDeleted.type, attempt: 2, redelivered: false },
  queue: { name: 'storage.tidy', service: 'storage', handler: 'tidy', types: [FileDeleted.type], concurrency: 1 },
  envelope,
  ...about,
});

describe('middlewares', () => {
  it('stand around a handler in their order, the first outermost', async () => {
    const said: string[] = [];
    const around = (name: string) => async (_: Incoming, next: () => Promise<Verdict>) => {
      said.push(`${name} before`);
      const verdict = await next();
      said.push(`${name} after`);
      return verdict;
    };
    await composed([around('one'), around('two')])(incoming(), () => Promise.resolve(done));
    expect(said).toEqual(['one before', 'two before', 'two after', 'one after']);
  });

  it('count deliveries by verdict, and failures by their reason', async () => {
    register.resetMetrics();
    await metrics(incoming(), () => Promise.resolve(done));
    await metrics(incoming(), () => Promise.resolve({ kind: 'dead', error: failure, attempts: 6, firstFailedAt: '', lastFailedAt: '' }));
    await metrics(incoming(), () => Promise.resolve({ kind: 'retry', delayMs: 5_000, error: failure, firstFailedAt: '' }));
    await metrics(incoming(), () => Promise.resolve({ kind: 'skipped', reason: 'unknown' }));
    const text = await register.metrics();
    const about = `queue="storage.tidy",type="${FileDeleted.type}"`;
    expect(text).toContain(`messaging_client_consumed_messages_total{${about},outcome="done"} 1`);
    expect(text).toContain(`app_failed_messages_total{${about},error_type="broken"} 1`);
    expect(text).toContain('app_retries_total{queue="storage.tidy",bucket="5s"} 1');
    expect(text).toContain(`app_skipped_messages_total{${about}} 1`);
    expect(text).toContain('messaging_process_duration_seconds_count{queue="storage.tidy",outcome="done"} 1');
  });
});

describe('injected faults', () => {
  it('deliver twice', async () => {
    let runs = 0;
    await duplicator(incoming(), () => Promise.resolve((runs++, done)));
    expect(runs).toBe(2);
  });

  it('crash before the handler or after it, in the share they were given', async () => {
    let runs = 0;
    const next = () => Promise.resolve((runs++, done));
    const half = () => 0.5;
    await expect(randomFailure(0.6, half)(incoming(), next)).rejects.toThrow('before the handler');
    expect(runs).toBe(0);
    await expect(lostVerdict(0.6, half)(incoming(), next)).rejects.toThrow('after the handler');
    expect(runs).toBe(1);
    expect([await randomFailure(0.4, half)(incoming(), next), await lostVerdict(0.4, half)(incoming(), next)]).toEqual([done, done]);
  });

  it('let the second of two messages go first', async () => {
    const order: number[] = [];
    const swap = reorder();
    await Promise.all([1, 2].map((each) => swap(incoming(), () => Promise.resolve((order.push(each), done)))));
    expect(order).toEqual([2, 1]);
  });
});

describe('tracing', () => {
  const exporter = new sdk.InMemorySpanExporter();
  const provider = new node.NodeTracerProvider({ spanProcessors: [new sdk.SimpleSpanProcessor(exporter)] });
  beforeAll(() => provider.register({ propagator: new core.W3CTraceContextPropagator() }));
  afterAll(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });
  beforeEach(() => exporter.reset());
  const made = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

  it('keeps a run in one trace from the event that was made to the event that follows', async () => {
    let follows: object = {};
    await tracing(incoming({ envelope: { ...envelope!, ...made } }), () => Promise.resolve(((follows = currentTrace()), done)));
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({ name: 'process storage.tidy', links: [{ context: { spanId: 'b7ad6b7169203331' } }] });
    expect(span!.attributes).toMatchObject({
      'messaging.operation.type': 'process',
      'messaging.message.id': envelope!.id,
      'app.attempt': 2,
    });
    expect(span!.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(follows).toMatchObject({ traceparent: `00-0af7651916cd43dd8448eb211c80319c-${span!.spanContext().spanId}-01` });
  });

  it('marks a failed delivery with its reason', async () => {
    await tracing(incoming(), () => Promise.resolve({ kind: 'retry', delayMs: 1, error: failure, firstFailedAt: '' }));
    expect(exporter.getFinishedSpans()).toMatchObject([
      { attributes: { 'error.type': 'broken', 'app.verdict': 'retry' }, status: { code: 2 } },
    ]);
  });

  it('links a publish to where its event was made, and leaves what the event carries alone', async () => {
    const stored = { ...envelope!, ...made };
    await published(stored, 'events', () => Promise.resolve());
    expect(exporter.getFinishedSpans()).toMatchObject([{ name: 'publish events', links: [{ context: { spanId: 'b7ad6b7169203331' } }] }]);
    expect(stored.traceparent).toBe(made.traceparent);
  });

  it('passes a cause’s trace through where nothing is traced here', () => {
    propagation.disable();
    expect(currentTrace(made)).toEqual(made);
  });
});
