import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Polyreel } from '@polyreel/api-client';
import { type CreateGenerationRequest, GenerationView } from '@polyreel/http-api';
import { ApiClient, asCommandError } from '../client/api.client.js';
import { ProgressView } from './progress.view.js';

const GIVE_UP_CANCELLING_MS = 5_000;

/** The part of Polyreel's API that makes a film. */
export class PolyreelClient extends ApiClient {
  /** Asks for a film; gives its id. */
  async create(request: CreateGenerationRequest): Promise<string> {
    return (await this.told(this.polyreel.create(request))).generationId;
  }

  /** Asks what a film would take, and makes nothing. */
  plan(request: CreateGenerationRequest) {
    return this.told(this.polyreel.plan(request));
  }

  async read(id: string): Promise<GenerationView> {
    return GenerationView.parse(await this.told(this.polyreel.read(id)));
  }

  /** Stops a run. Works after the caller has given up waiting. */
  async cancel(id: string): Promise<void> {
    const last = new Polyreel({ url: this.url, token: this.key, signal: AbortSignal.timeout(GIVE_UP_CANCELLING_MS), retries: 0 });
    await last.cancel(id);
  }

  /** Every step of a run, until its end. */
  async *steps(id: string): AsyncGenerator<ProgressView> {
    try {
      for await (const { event, data } of this.polyreel.events(id)) {
        if (event !== 'generation_update') continue;
        const step = ProgressView.safeParse(asJson(data));
        if (step.success) yield step.data;
      }
    } catch (error) {
      throw asCommandError(error, this.url);
    }
  }

  /** Brings a file. A download that breaks leaves nothing at its path. */
  async download(fileId: string, path: string): Promise<void> {
    const response = await this.told(this.polyreel.download(fileId));
    const partial = `${path}.part`;
    try {
      await pipeline(Readable.fromWeb(response.body as never), createWriteStream(partial), { signal: this.signal });
      await rename(partial, path);
    } finally {
      await rm(partial, { force: true });
    }
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
