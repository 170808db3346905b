import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type WebhookSink } from '../stage/webhook-sink.js';
import { type History } from './history.js';

const ANSWER_MS = 30_000;

const Answer = z.object({ data: z.object({ generationId: z.string() }).optional(), error: z.object({ code: z.string() }).optional() });
const Subscribed = z.object({ data: z.object({ secret: z.string() }) });
const View = z.object({ data: z.object({ status: z.string(), phase: z.string(), degraded: z.boolean() }) });

/** A caller of the public API, over HTTP as anybody would be, who wants to be called back and writes down what was answered. */
export class Prompter {
  constructor(
    private readonly gateway: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
    private readonly history: History,
    private readonly webhooks: WebhookSink,
  ) {}

  /** Wants to be called of every end from now on, and tells whoever takes the calls by what they are known to be meant. */
  async subscribe(): Promise<void> {
    const events = ['generation.completed', 'generation.failed', 'generation.cancelled'];
    const answer = await this.call('POST', '/webhooks', { url: `http://${this.webhooks.host}/ended`, events });
    this.webhooks.trust(Subscribed.parse(await answer.json()).data.secret);
  }

  /** Asks for a film; answers its id where it was accepted. */
  async ask(prompt: string, options: object = {}): Promise<string | undefined> {
    const began = performance.now();
    try {
      const answer = await this.call('POST', '/generations', { prompt, ...options });
      const { data, error } = Answer.parse(await answer.json());
      if (answer.status === 202 && data) {
        this.history.add({ kind: 'accepted', generationId: data.generationId, tookMs: Math.round(performance.now() - began) });
        return data.generationId;
      }
      this.history.add({ kind: 'refused', status: answer.status, code: error?.code ?? 'no code' });
    } catch (error) {
      this.history.add({ kind: 'unanswered', why: String(error) });
    }
    return undefined;
  }

  async cancel(generationId: string): Promise<void> {
    const answer = await this.call('POST', `/generations/${generationId}/cancel`);
    await answer.text();
    this.history.add({ kind: 'cancelled', generationId, status: answer.status });
  }

  async view(generationId: string): Promise<{ status: string; phase: string; degraded: boolean }> {
    return View.parse(await (await this.call('GET', `/generations/${generationId}`)).json()).data;
  }

  /** Watches a run's live feed until it ends, taking the feed up again where it breaks. */
  async watch(generationId: string, signal: AbortSignal): Promise<void> {
    let lastId: string | undefined;
    while (!signal.aborted) {
      try {
        const headers: Record<string, string> = lastId ? { 'last-event-id': lastId } : {};
        const answer = await fetch(`${this.gateway.url}/generations/${generationId}/events`, {
          headers: { ...this.gateway.headers, ...headers },
          signal,
        });
        for await (const { id, update } of updatesIn(answer.body!)) {
          lastId = id;
          this.history.add({ kind: 'watched', generationId, ...update });
          if (/completed|failed|cancelled/.test(update.status)) return;
        }
      } catch {
        // The feed broke: it is taken up again from the last update.
      }
      await pause(500, undefined, { signal }).catch(() => undefined);
    }
  }

  private call(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.gateway.url}${path}`, {
      method,
      headers: { ...this.gateway.headers, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  }
}

const Update = z.object({ status: z.string(), progress: z.number() });

async function* updatesIn(body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const [id, line] = [/^id: (.+)$/m.exec(block)?.[1], /^data: (.+)$/m.exec(block)?.[1]];
      if (id && line) yield { id, update: Update.parse(JSON.parse(line)) };
    }
  }
}
