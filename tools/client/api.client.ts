import { Failure } from '@polyreel/http-api';
import { z } from 'zod';
import { CommandError, EXIT } from './command.error.js';

/** Speaks to a mesh's gateway. Every refusal is a CommandError with the API's own code. */
export class ApiClient {
  constructor(
    protected readonly url: string,
    protected readonly key: string,
    protected readonly signal: AbortSignal,
  ) {}

  /** The `data` of what it answers. */
  async answer(method: string, path: string, body?: object): Promise<unknown> {
    const response = await this.request(method, path, body);
    return z.object({ data: z.unknown() }).parse(await response.json()).data;
  }

  protected readonly headers = () => ({ authorization: `Bearer ${this.key}` });

  protected async request(method: string, path: string, body?: object, accept = 'application/json'): Promise<Response> {
    const headers = { ...this.headers(), accept, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers,
      signal: this.signal,
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      this.signal.throwIfAborted();
      const { cause, message } = error as Error & { cause?: Error };
      throw new CommandError('mesh_unreachable', `The mesh at ${this.url} does not answer: ${cause?.message || message}`, EXIT.unavailable);
    });
    if (response.ok) return response;
    const failure = Failure.safeParse(asJson(await response.text()));
    const { code, message } = failure.success
      ? failure.data.error
      : { code: `http_${response.status}`, message: `${method} ${path} was answered with ${response.status}` };
    throw new CommandError(code, message, response.status < 500 ? EXIT.refused : EXIT.unavailable);
  }
}

export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
