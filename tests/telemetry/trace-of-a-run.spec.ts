import { type CollectedSpan, LocalCollector } from '@polyreel/test-servers';
import { type MeshPlace, meshPlace, MeshProcess } from '@polyreel/testing';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestMesh } from '../fixtures/mesh.js';

const PORT_OFFSET = 12_000 + Number(process.env['PORT_OFFSET'] ?? 0);
/** Far beyond a spec: what arrives was sent at the stop. */
const NOT_BEFORE_THE_STOP = { OTEL_BSP_SCHEDULE_DELAY: '3600000' };
const SERVICES = ['user-service', 'generation-orchestrator', 'language-detection-service', 'api-gateway'];

describe('the trace of a run', () => {
  let collector: LocalCollector;
  beforeEach(async () => void (collector = await new LocalCollector().start()));
  afterEach(() => collector.stop());

  const generate = async (url: string, headers: Record<string, string>) => {
    const answer = await fetch(`${url}/v1/generations`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'Ein Hund schläft am Kamin.' }),
    });
    expect(answer.status).toBe(202);
    const { data } = (await answer.json()) as { data: { generationId: string } };
    const view = async () =>
      (await fetch(`${url}/v1/generations/${data.generationId}`, { headers })).json() as Promise<{ data: { findings: unknown } }>;
    await expect.poll(async () => (await view()).data.findings, { timeout: 30_000 }).toMatchObject({ language: { code: 'de' } });
    return data.generationId;
  };
  const spanOf = (name: string | RegExp, parent?: CollectedSpan) => {
    const found = collector.spans.filter(
      (span) => (typeof name === 'string' ? span.name === name : name.test(span.name)) && (!parent || span.parentSpanId === parent.spanId),
    );
    expect([name, found.length > 0, collector.spans.map((span) => span.name)]).toEqual([name, true, expect.anything()]);
    return found[0]!;
  };

  it('leads from the request at the gateway through the events, from service to service', async () => {
    const place: MeshPlace = await meshPlace(PORT_OFFSET);
    const processes = SERVICES.map(
      (name) =>
        new MeshProcess({
          script: fileURLToPath(new URL(`../../dist/apps/${name}/src/main.js`, import.meta.url)),
          environment: { ...place.environment, ...collector.environment, ...NOT_BEFORE_THE_STOP },
          services: 1,
        }),
    );
    try {
      for (const process of processes) await process.start();
      await generate(`http://127.0.0.1:${8000 + PORT_OFFSET}`, { authorization: `Bearer ${place.environment.API_KEY}` });
      expect(collector.spans).toEqual([]);
      for (const process of processes) expect(await process.stop()).toBe(0);
    } finally {
      for (const process of processes) await process.kill();
      await place.remove();
    }
    const request = spanOf('POST /v1/generations');
    const call = spanOf('POST', request);
    const taken = spanOf('POST /generations', call);
    const detection = spanOf(/^process language-detection-service/, taken);
    const learned = spanOf(/^process generation-orchestrator/, detection);
    spanOf('publish events', detection);
    const way = [request, call, taken, detection, learned];
    expect(new Set(way.map(({ traceId }) => traceId)).size).toBe(1);
    expect(way.map(({ resource }) => resource['service.name'])).toEqual([
      'api-gateway',
      'api-gateway',
      'generation-orchestrator',
      'language-detection-service',
      'generation-orchestrator',
    ]);
    expect(request.resource).toMatchObject({
      'service.version': expect.any(String) as string,
      'service.instance.id': expect.any(String) as string,
    });
    expect(call.attributes).toMatchObject({ 'http.response.status_code': 202 });
    expect(collector.spans.filter(({ name }) => /health|ready|metrics/.test(name))).toEqual([]);
  });

  it('comes from one sender where the whole mesh is one process', async () => {
    const mesh = await startTestMesh(13_000, { ...collector.environment, ...NOT_BEFORE_THE_STOP });
    try {
      await generate(mesh.url, mesh.headers);
      expect(await mesh.stop()).toBe(0);
    } finally {
      await mesh.remove();
    }
    const request = spanOf('POST /v1/generations');
    const hearing = collector.spans.filter(({ name, traceId }) => name.startsWith('process ') && traceId === request.traceId);
    expect(new Set(hearing.map(({ attributes }) => attributes['messaging.consumer.group.name'])).size).toBeGreaterThan(3);
    expect(new Set(collector.spans.map(({ resource }) => resource['service.instance.id'])).size).toBe(1);
    expect(request.resource['service.name']).toBe('polyreel');
  });
});
