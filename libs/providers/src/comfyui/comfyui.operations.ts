import { v5 as uuidFrom } from 'uuid';
import { classOfWords } from '../failure-phrases.js';
import type { FilmRequest, ShotRequest } from '../generation.port.js';
import { tidy } from '../http/http-failure.js';
import type { ProviderHttp } from '../http/provider-http.js';
import { formWith } from '../http/upload.js';
import type { RemoteModelCard } from '../model-card.js';
import { ProviderError } from '../provider.error.js';
import type { OperationState, RemoteOperations, RemoteOutput } from '../remote-operations.port.js';
import { valuesFor } from '../request-fit.js';
import { filled } from '../request-template.js';
import { fromHistory, fromJob, History, Job, type Known, type OutputFile, Queue, QueuedPrompt, UploadedImage } from './comfyui.answers.js';
import type { Workflow } from './workflow.js';

/** Prompt ids are made of keys in this name space, so that who knows the key knows the id. */
const KEYS = '5f0c2f0e-1c0b-4d0e-9a57-6d1f7b1f2a10';

/**
 * Prompts of a ComfyUI server of one's own. The id of a prompt is ours to choose and is made of the key: it does not keep the server from
 * running the same prompt twice, but it finds what a lost submit began. Queue and history live in the server's memory only.
 */
export class ComfyuiOperations implements RemoteOperations<ShotRequest | FilmRequest> {
  readonly honoursKey = false;

  constructor(
    private readonly card: RemoteModelCard,
    private readonly workflow: Workflow,
    private readonly http: ProviderHttp,
    private readonly baseUrl: string,
  ) {}

  async submit(request: ShotRequest | FilmRequest, key: string, signal: AbortSignal): Promise<{ operationId: string }> {
    const values = valuesFor(this.card, request);
    const id = promptIdOf(key);
    const still = this.workflow.needsStill ? await this.upload((request as FilmRequest).still!, id, signal) : undefined;
    const { body } = await this.http.submit('/prompt', {
      json: { prompt: filled(this.workflow.graph, { ...values, still }), prompt_id: id, client_id: 'polyreel' },
      headers: { 'idempotency-key': key },
      signal,
    });
    const queued = QueuedPrompt.safeParse(body);
    // An older server ignores the id and gives its own; anything else it said is no answer.
    if (!queued.success)
      throw new ProviderError('ambiguous_submit', 'comfyui took it in and gave no readable answer', { cause: queued.error });
    return { operationId: queued.data.prompt_id };
  }

  async poll(operationId: string, signal: AbortSignal): Promise<OperationState> {
    const known = await this.known(operationId, signal);
    switch (known?.state) {
      case undefined:
        return failed(new ProviderError('unavailable', 'comfyui no longer knows the prompt: it was restarted, or the prompt was deleted'));
      case 'running':
        return { state: 'running', progress: 0 };
      case 'cancelled':
        return failed(new ProviderError('unavailable', 'the prompt was cancelled'));
      case 'failed':
        return failed(new ProviderError(classOfWords(known.words), `the workflow failed: ${tidy(known.words)}`));
      case 'succeeded':
        if (known.files.length === 0) return failed(new ProviderError('unavailable', 'the workflow saved no file'));
        return { state: 'succeeded', outputs: known.files.map((file) => this.output(file)), costUsd: 0 };
    }
  }

  async find(key: string, signal: AbortSignal): Promise<string | undefined> {
    const id = promptIdOf(key);
    return (await this.known(id, signal)) && id;
  }

  async cancel(operationId: string, signal: AbortSignal): Promise<void> {
    const { status } = await this.http.ask('POST', `/api/jobs/${encodeURIComponent(operationId)}/cancel`, { signal, accept: [404, 405] });
    if (status < 300) return;
    await this.http.ask('POST', '/queue', { json: { delete: [operationId] }, signal });
    await this.http.ask('POST', '/interrupt', { json: { prompt_id: operationId }, signal });
  }

  /** Newer servers have jobs; older ones are asked for their queue and then for their history, the way a prompt goes. */
  private async known(id: string, signal: AbortSignal): Promise<Known | undefined> {
    const job = await this.http.ask('GET', `/api/jobs/${encodeURIComponent(id)}`, { signal, accept: [404, 405] });
    if (job.status < 300) return fromJob(read(Job, job.body));
    const queue = read(Queue, (await this.http.ask('GET', '/queue', { signal })).body);
    const isIn = (rows: readonly (readonly unknown[])[]) => rows.some(([, queued]) => queued === id);
    if (isIn(queue.queue_running) || isIn(queue.queue_pending)) return { state: 'running', waiting: isIn(queue.queue_pending) };
    const history = read(History, (await this.http.ask('GET', `/history/${encodeURIComponent(id)}`, { signal })).body)[id];
    return history && fromHistory(history);
  }

  private async upload(path: string, name: string, signal: AbortSignal): Promise<string> {
    const form = await formWith('image', path, name, { type: 'input', overwrite: 'true' });
    const { name: stored, subfolder } = read(UploadedImage, (await this.http.ask('POST', '/upload/image', { form, signal })).body);
    return subfolder ? `${subfolder}/${stored}` : stored;
  }

  private output({ filename, subfolder, type }: OutputFile): RemoteOutput {
    return { url: `${this.baseUrl.replace(/\/+$/, '')}/view?${new URLSearchParams({ filename, subfolder, type }).toString()}` };
  }
}

export const promptIdOf = (key: string): string => uuidFrom(key, KEYS);

/** The graphics card is one's own: what fails there costs nothing that could be billed. */
const failed = (error: ProviderError): OperationState => ({ state: 'failed', error, costUsd: 0 });

function read<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } }, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) throw new ProviderError('transient', 'comfyui gave no readable answer', { cause: result.error });
  return result.data;
}
