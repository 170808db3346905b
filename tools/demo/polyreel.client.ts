import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type z } from 'zod';
import { ApiClient, asJson } from '../client/api.client.js';
import { AcceptedGeneration, type CreateGenerationRequest, GenerationPlan, GenerationView } from '@polyreel/http-api';
import { ProgressView } from './progress.view.js';
import { serverSentEvents } from './server-sent-events.js';

/** The part of Polyreel's API that makes a film. */
export class PolyreelClient extends ApiClient {
  /** Asks for a film; gives its id. */
  async create(request: CreateGenerationRequest): Promise<string> {
    return AcceptedGeneration.parse(await this.answer('POST', '/v1/generations', request)).generationId;
  }

  /** Asks what a film would take, and makes nothing. */
  async plan(request: CreateGenerationRequest): Promise<z.infer<typeof GenerationPlan>> {
    return GenerationPlan.parse(await this.answer('POST', '/v1/generations', request));
  }

  async read(id: string): Promise<GenerationView> {
    return GenerationView.parse(await this.answer('GET', `/v1/generations/${id}`));
  }

  /** Stops a run. Works after the caller has given up waiting. */
  async cancel(id: string): Promise<void> {
    await fetch(`${this.url}/v1/generations/${id}/cancel`, { method: 'POST', headers: this.headers(), signal: AbortSignal.timeout(5_000) });
  }

  /** Every step of a run from now on, until the stream ends. */
  async *steps(id: string): AsyncGenerator<ProgressView> {
    const response = await this.request('GET', `/v1/generations/${id}/events`, undefined, 'text/event-stream');
    if (!response.body) return;
    for await (const { event, data } of serverSentEvents(response.body)) {
      if (event !== 'generation_update') continue;
      const step = ProgressView.safeParse(asJson(data));
      if (step.success) yield step.data;
    }
  }

  /** Brings a file. A download that breaks leaves nothing at its path. */
  async download(fileId: string, path: string): Promise<void> {
    const response = await this.request('GET', `/v1/media/${fileId}/download`, undefined, '*/*');
    const partial = `${path}.part`;
    try {
      await pipeline(Readable.fromWeb(response.body as never), createWriteStream(partial), { signal: this.signal });
      await rename(partial, path);
    } finally {
      await rm(partial, { force: true });
    }
  }
}
