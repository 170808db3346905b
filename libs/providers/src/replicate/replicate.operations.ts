import type { FilmRequest, ShotRequest } from '../generation.port.js';
import { classOfWords } from '../failure-phrases.js';
import { tidy } from '../http/http-failure.js';
import type { ProviderHttp } from '../http/provider-http.js';
import { formWith } from '../http/upload.js';
import type { RemoteModelCard } from '../model-card.js';
import { ProviderError } from '../provider.error.js';
import type { OperationState, RemoteOperations } from '../remote-operations.port.js';
import { valuesFor } from '../request-fit.js';
import { filled } from '../request-template.js';
import { addressesIn, Prediction, UploadedFile } from './replicate.answers.js';

/** A model and, for those that have no address of their own, the version to run: `owner/name` or `owner/name:version`. */
const MODEL = /^([\w.-]+\/[\w.-]+)(?::(\w+))?$/;

/**
 * Predictions of Replicate's. It knows no idempotency key and has no look-up by one, so a submit without an answer stays unknown. A deadline
 * goes with every prediction: what we lose sight of stops by itself. Outputs are deleted after an hour.
 */
export class ReplicateOperations implements RemoteOperations<ShotRequest | FilmRequest> {
  readonly honoursKey = false;
  private readonly path: string;
  private readonly version?: string;

  constructor(
    private readonly card: RemoteModelCard,
    private readonly http: ProviderHttp,
  ) {
    const [, name, version] = MODEL.exec(card.model) ?? [];
    if (!name || !card.remote.input) throw new Error(`${card.id}: a model of Replicate's is owner/name and has an input`);
    this.path = version ? '/predictions' : `/models/${name}/predictions`;
    this.version = version;
  }

  async submit(request: ShotRequest | FilmRequest, key: string, signal: AbortSignal): Promise<{ operationId: string }> {
    const values = valuesFor(this.card, request);
    const still = 'still' in request && request.still ? await this.upload(request.still, signal) : undefined;
    const { input: template, deadlineSeconds } = this.card.remote;
    const input = filled(template!, { ...values, still });
    const answer = await this.http.submit(this.path, {
      json: this.version ? { version: this.version, input } : { input },
      // Replicate does not look at the key; it is there for who reads a trace, and for a gateway that does.
      headers: { 'idempotency-key': key, ...(deadlineSeconds && { 'cancel-after': `${deadlineSeconds}s` }) },
      signal,
    });
    const begun = Prediction.safeParse(answer.body);
    if (!begun.success)
      throw new ProviderError('ambiguous_submit', 'replicate took it in and gave no readable answer', { cause: begun.error });
    return { operationId: begun.data.id };
  }

  async poll(operationId: string, signal: AbortSignal): Promise<OperationState> {
    const { status, body } = await this.http.ask('GET', pathOf(operationId), { signal, accept: [404] });
    if (status === 404) return this.failed(new ProviderError('unavailable', 'replicate no longer knows the prediction'), 0);
    const found = Prediction.safeParse(body);
    if (!found.success) throw new ProviderError('transient', 'replicate gave no readable answer', { cause: found.error });
    return this.stateOf(found.data);
  }

  async cancel(operationId: string, signal: AbortSignal): Promise<void> {
    await this.http.ask('POST', `${pathOf(operationId)}/cancel`, { signal, accept: [404] });
  }

  private async upload(path: string, signal: AbortSignal): Promise<string> {
    const { body } = await this.http.ask('POST', '/files', { form: await formWith('content', path, 'still'), signal });
    const uploaded = UploadedFile.safeParse(body);
    if (!uploaded.success) throw new ProviderError('transient', 'replicate gave no address for the still', { cause: uploaded.error });
    return uploaded.data.urls.get;
  }

  private stateOf(prediction: Prediction): OperationState {
    const { status, error, output, data_removed: removed } = prediction;
    switch (status) {
      case 'starting':
      case 'processing':
        return { state: 'running', progress: 0 };
      case 'succeeded': {
        const urls = addressesIn(output);
        if (urls.length > 0) return { state: 'succeeded', outputs: urls.map((url) => ({ url })), costUsd: this.costOf(prediction) };
        const why = removed ? 'replicate has deleted the output' : 'replicate gave no output';
        return this.failed(new ProviderError('unavailable', why), this.costOf(prediction));
      }
      case 'failed': {
        const words = tidy(typeof error === 'string' ? error : JSON.stringify(error ?? 'no reason given'));
        return this.failed(new ProviderError(classOfWords(words), `the prediction failed: ${words}`), this.costOf(prediction));
      }
      case 'canceled':
        return this.failed(new ProviderError('timeout', 'the prediction was cancelled, or reached its deadline'), this.costOf(prediction));
      case 'aborted':
        return this.failed(new ProviderError('timeout', 'the prediction was aborted before it began'), 0);
    }
  }

  private failed(error: ProviderError, costUsd: number): OperationState {
    return { state: 'failed', error, costUsd };
  }

  /** Answers carry no price: what has run costs what the card says, also where it failed or was cancelled. */
  private costOf({ input, status, metrics }: Prediction): number {
    if (status !== 'succeeded' && metrics?.predict_time === undefined) return 0;
    if (this.card.kind === 'image') return this.card.priceUsd;
    const seconds = Object.entries(this.card.remote.input!).find(([, value]) => value === '{{seconds}}')?.[0];
    return this.card.priceUsd * Number(input?.[seconds ?? ''] ?? this.card.maxDurationSeconds ?? 1);
  }
}

const pathOf = (operationId: string) => `/predictions/${encodeURIComponent(operationId)}`;
