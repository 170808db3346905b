import createClient, { type Client } from 'openapi-fetch';
import { errorOf, PolyreelError } from './api.error.js';
import type { components, paths } from './api.schema.js';
import { patientFetch } from './patient-fetch.js';
import { type ServerSentEvent, serverSentEvents } from './server-sent-events.js';

type Schemas = components['schemas'];

export interface PolyreelOptions {
  /** Where the gateway is: `https://films.example.org`. */
  readonly url: string;
  /** An access token or an API key, or what gives the one of the moment. Left out, only what is open to anyone works. */
  readonly token?: string | (() => string | Promise<string>);
  /** Ends everything that is under way. */
  readonly signal?: AbortSignal;
  /** How often a request that may be repeated is tried again; 2 by default. */
  readonly retries?: number;
  readonly fetch?: typeof fetch;
}

/** A recording that was uploaded before. */
export interface Uploaded {
  readonly uploadId: string;
}

/** What openapi-fetch gives for a request of ours. */
type Outcome<Data> = Promise<{ data?: { data: Data }; error?: unknown; response: Response }>;

/**
 * Polyreel's API. `api` has every route with its types, as the OpenAPI document says them; the methods are the way from a prompt to a film.
 * Whatever is refused is thrown as a PolyreelError.
 */
export class Polyreel {
  readonly api: Client<paths>;
  private readonly ask: (request: Request) => Promise<Response>;

  constructor(private readonly options: PolyreelOptions) {
    this.ask = patientFetch(options.retries ?? 2, options.fetch);
    this.api = createClient<paths>({ baseUrl: options.url, fetch: this.ask, signal: options.signal });
    this.api.use({ onRequest: ({ request }) => this.withToken(request) });
  }

  /** The `data` of an answer: `await polyreel.data(polyreel.api.GET('/v1/generations'))`. */
  async data<Data>(asked: Outcome<Data>): Promise<Data> {
    const { data, error, response } = await asked;
    if (!data) throw errorOf(error, response);
    return data.data;
  }

  /** Asks for a film. Asking again with the same `idempotencyKey` is asking once; one is made where none is given. */
  async create(
    request: Schemas['CreateGenerationRequest'],
    idempotencyKey = crypto.randomUUID() as string,
  ): Promise<Schemas['AcceptedGeneration']> {
    const header = { 'Idempotency-Key': idempotencyKey };
    return (await this.data(
      this.api.POST('/v1/generations', { body: { ...request, dryRun: false }, params: { header } }),
    )) as Schemas['AcceptedGeneration'];
  }

  /** What a film would take and cost. Nothing is made. */
  async plan(request: Schemas['CreateGenerationRequest']): Promise<Schemas['GenerationPlan']> {
    return (await this.data(this.api.POST('/v1/generations', { body: { ...request, dryRun: true } }))) as Schemas['GenerationPlan'];
  }

  read(id: string): Promise<Schemas['GenerationView']> {
    return this.data(this.api.GET('/v1/generations/{id}', { params: { path: { id } } }));
  }

  /** Stops a run; doing it twice is doing it once. */
  cancel(id: string) {
    return this.data(this.api.POST('/v1/generations/{id}/cancel', { params: { path: { id } } }));
  }

  /**
   * What happens to a generation, until its end: everything from the beginning, or what came after `lastEventId`. A connection that breaks is
   * taken up again where it broke, with nothing missed.
   */
  events(id: string, lastEventId?: string): AsyncGenerator<ServerSentEvent> {
    return this.feed(`/v1/generations/${id}/events`, lastEventId);
  }

  /** Brings a recording, to be used within a day. What it is called and said to be is not looked at, only its content. */
  upload(recording: Blob, idempotencyKey = crypto.randomUUID() as string): Promise<Schemas['UploadedRecording']> {
    return this.send('/v1/voice/upload', recording, idempotencyKey);
  }

  /** Has a recording written down: the file itself, or what was uploaded before. Sent again with the same key it is done once. */
  processVoice(
    recording: Blob | Uploaded,
    request: Omit<Schemas['ProcessVoiceRequest'], 'uploadId'> = {},
    idempotencyKey = crypto.randomUUID() as string,
  ): Promise<Schemas['AcceptedVoice']> {
    return this.send('/v1/voice/process', bodyOf(recording, request), idempotencyKey);
  }

  /** Has a film made of a recording; it begins once the recording is understood, under the `generationId` that is answered. */
  generateFromVoice(
    recording: Blob | Uploaded,
    request: Omit<Schemas['GenerateFromVoiceRequest'], 'uploadId'> = {},
    idempotencyKey = crypto.randomUUID() as string,
  ): Promise<Schemas['AcceptedVoice']> {
    return this.send('/v1/voice/generate', bodyOf(recording, request), idempotencyKey);
  }

  readVoice(id: string): Promise<Schemas['VoiceView']> {
    return this.data(this.api.GET('/v1/voice/status/{id}', { params: { path: { id } } }));
  }

  /** Stops the work on a recording; doing it twice is doing it once. */
  cancelVoice(id: string) {
    return this.data(this.api.POST('/v1/voice/{id}/cancel', { params: { path: { id } } }));
  }

  /** What happens to a recording, until its end, as `events` tells of a generation. */
  voiceEvents(id: string, lastEventId?: string): AsyncGenerator<ServerSentEvent> {
    return this.feed(`/v1/voice/${id}/events`, lastEventId);
  }

  /** A file of a finished generation, to be read as a stream. */
  download(fileId: string): Promise<Response> {
    return this.open(`/v1/media/${fileId}/download`, { accept: '*/*' });
  }

  private async *feed(path: string, lastEventId?: string): AsyncGenerator<ServerSentEvent> {
    for (let place = lastEventId; ;) {
      try {
        const response = await this.open(path, {
          accept: 'text/event-stream',
          ...(place && { 'last-event-id': place }),
        });
        for await (const event of serverSentEvents(chunksOf(response.body!))) {
          place = event.id ?? place;
          yield event;
        }
        return;
      } catch (error) {
        this.options.signal?.throwIfAborted();
        if (error instanceof PolyreelError) throw error;
      }
    }
  }

  private async open(path: string, headers: Record<string, string>): Promise<Response> {
    const request = new Request(new URL(path, this.options.url), { headers, signal: this.options.signal });
    const response = await this.ask(await this.withToken(request));
    if (response.ok && response.body) return response;
    throw errorOf(await response.json().catch(() => undefined), response);
  }

  private async send<Data>(path: string, body: Blob | FormData | string, idempotencyKey: string): Promise<Data> {
    const headers = { 'idempotency-key': idempotencyKey, ...typeOf(body) };
    const request = new Request(new URL(path, this.options.url), { method: 'POST', headers, body, signal: this.options.signal });
    const response = await this.ask(await this.withToken(request));
    const answer = (await response.json().catch(() => undefined)) as { data: Data } | undefined;
    if (!response.ok || !answer) throw errorOf(answer, response);
    return answer.data;
  }

  private async withToken(request: Request): Promise<Request> {
    const { token } = this.options;
    const shown = typeof token === 'function' ? await token() : token;
    if (shown) request.headers.set('authorization', `Bearer ${shown}`);
    return request;
  }
}

/** A file and what is asked of it in one form; or, of what was uploaded before, the asking alone. */
function bodyOf(recording: Blob | Uploaded, request: object): FormData | string {
  if ('uploadId' in recording) return JSON.stringify({ ...request, uploadId: recording.uploadId });
  const form = new FormData();
  form.set('request', JSON.stringify(request));
  form.set('file', recording, 'recording');
  return form;
}

/** A form says itself what it is, with its boundary. */
function typeOf(body: Blob | FormData | string): Record<string, string> {
  if (typeof body === 'string') return { 'content-type': 'application/json' };
  return body instanceof Blob ? { 'content-type': body.type || 'application/octet-stream' } : {};
}

/** Not every browser can loop over a stream by itself. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
