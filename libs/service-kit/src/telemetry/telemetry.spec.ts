import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '../logger.js';
import { startTelemetry } from './telemetry.js';

const loaded = vi.hoisted(() => vi.fn());
vi.mock('@opentelemetry/sdk-node', async (original) => (loaded(), original()));

const log = { warn: vi.fn() } as unknown as Logger;

describe('tracing', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('loads nothing where no endpoint is configured', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', '');
    expect(await startTelemetry('mood-analysis-service', log)).toBeUndefined();
    expect(loaded).not.toHaveBeenCalled();
  });

  it('says at the start that an endpoint is none', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318');
    await expect(startTelemetry('mood-analysis-service', log)).rejects.toThrow('OTEL_EXPORTER_OTLP_ENDPOINT');
    expect(loaded).not.toHaveBeenCalled();
  });

  it('starts and stops without a collector, though what it had is lost', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:1');
    const telemetry = await startTelemetry('mood-analysis-service', log);
    expect(loaded).toHaveBeenCalledOnce();
    await telemetry!.stop();
  });
});
