import { Agent, type Dispatcher, type FormData, request } from 'undici';
import { ProviderError } from '../provider.error.js';
import { connectorOf, neverConnected } from './connector.js';
import { refusalOf, tidy } from './http-failure.js';

/** Answers larger than this are none of a provider's: outputs are fetched elsewhere. */
const LARGEST_ANSWER = 8 * 1024 * 1024;

export interface ProviderHttpOptions {
  provider: string;
  baseUrl: string;
  headers?: Record<string, string>;
  connectTimeoutMs: number;
  /** From the request's first byte to the answer's last. */
  answerTimeoutMs: number;
}

export interface HttpAnswer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  /** JSON, or text where it is none. */
  body: unknown;
}

export interface Question {
  json?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  signal: AbortSignal;
  /** Statuses beside 2xx that are an answer and no failure. */
  accept?: readonly number[];
}

/** One provider's HTTP API: questions that may be asked again, and submits that may not. Rejects with a ProviderError and nothing else. */
export class ProviderHttp {
  private readonly asking: Agent;
  /** A connection for each submit: one that was kept and has died would make it seem sent when it was not. */
  private readonly submitting: Agent;

  constructor(private readonly options: ProviderHttpOptions) {
    const { connectTimeoutMs: timeoutMs, answerTimeoutMs } = options;
    const waits = { headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs, connect: connectorOf({ timeoutMs }) };
    this.asking = new Agent(waits);
    this.submitting = new Agent({ ...waits, pipelining: 0 });
  }

  /** Asks something that changes nothing, or nothing that costs: whatever goes wrong, it may be asked again. */
  async ask(method: 'GET' | 'POST', path: string, question: Question): Promise<HttpAnswer> {
    let answer: HttpAnswer;
    try {
      answer = await this.send(this.asking, method, path, question);
    } catch (error) {
      throw new ProviderError('transient', `${this.options.provider} did not answer: ${reasonOf(error)}`, { cause: error });
    }
    if (isSuccess(answer) || question.accept?.includes(answer.status)) return answer;
    throw refusalOf(this.options.provider, answer);
  }

  /**
   * Asks for work that costs. Only a connection that never came about and a refusal (4xx) say that it was not taken in; after anything else
   * nobody knows.
   */
  async submit(path: string, question: Omit<Question, 'accept'>): Promise<HttpAnswer> {
    const { provider } = this.options;
    let answer: HttpAnswer;
    try {
      question.signal.throwIfAborted();
    } catch (error) {
      throw new ProviderError('transient', `${provider} was not asked: ${reasonOf(error)}`, { cause: error });
    }
    try {
      answer = await this.send(this.submitting, 'POST', path, question);
    } catch (error) {
      if (neverConnected(error))
        throw new ProviderError('transient', `${provider} cannot be reached: ${reasonOf(error)}`, { cause: error });
      throw new ProviderError('ambiguous_submit', `${provider} may have taken it in: ${reasonOf(error)}`, { cause: error });
    }
    if (isSuccess(answer)) return answer;
    const refusal = refusalOf(provider, answer);
    if (answer.status >= 400 && answer.status < 500) throw refusal;
    throw new ProviderError('ambiguous_submit', `${provider} may have taken it in: ${refusal.message}`, { cause: refusal });
  }

  async close(): Promise<void> {
    await Promise.all([this.asking.destroy(), this.submitting.destroy()]);
  }

  private async send(dispatcher: Agent, method: Dispatcher.HttpMethod, path: string, question: Question): Promise<HttpAnswer> {
    const { baseUrl, answerTimeoutMs, connectTimeoutMs, headers } = this.options;
    const { json, form, signal } = question;
    const {
      statusCode,
      headers: told,
      body,
    } = await request(`${baseUrl.replace(/\/+$/, '')}${path}`, {
      dispatcher,
      method,
      headers: {
        accept: 'application/json',
        ...headers,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...question.headers,
      },
      body: json === undefined ? form : JSON.stringify(json),
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs + connectTimeoutMs)]),
    });
    try {
      return { status: statusCode, headers: told, body: parsed(await bounded(body)) };
    } catch (error) {
      // What a 4xx says is sure without its words.
      if (statusCode >= 400 && statusCode < 500) return { status: statusCode, headers: told, body: undefined };
      throw error;
    }
  }
}

const isSuccess = ({ status }: HttpAnswer) => status >= 200 && status < 300;

async function bounded(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER) throw new Error(`the answer is larger than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function reasonOf(error: unknown): string {
  const inner = neverConnected(error)?.cause ?? error;
  const { message, code } = inner as NodeJS.ErrnoException;
  return tidy(message || code || String(inner));
}
