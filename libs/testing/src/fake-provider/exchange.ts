import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerEntry, ProviderLedger } from './provider-ledger.js';
import type { Answer, Call, Fate, Treatment } from './rule.js';

/** An HTTP request that has been read to its end. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a provider answers where nothing goes wrong on the way. */
export interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** What was asked, as a provider understands it: which call it is, and what doing it means. */
export interface Understood {
  readonly call: Call & { readonly operationId?: string };
  /** Does it and says what to answer. The fate is that of the work which it begins, where it begins any. */
  act(fate: Fate): Reply | Promise<Reply>;
  /** The provider's own form of a refusal. */
  refusal(answer: Extract<Answer, { how: 'refuse' | 'error' }>): Reply;
}

/** Does what was asked and answers it as well or as badly as the rule says. The ledger has both before the caller has anything. */
export async function answer(
  { call, act, refusal }: Understood,
  { answer: how, fate }: Treatment,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  ledger: ProviderLedger,
): Promise<void> {
  const note = (entry: Pick<LedgerEntry, 'event'> & Partial<LedgerEntry>) => ledger.write({ ...call, ...entry });
  const say = (reply: Reply) => {
    note({ event: 'answered', status: reply.status });
    send(response, reply);
  };
  switch (how.how) {
    case 'normal': {
      const reply = await act(fate);
      if (how.delayMs > 0) await pause(how.delayMs, undefined, { ref: false });
      return say(reply);
    }
    case 'refuse':
      return say(refusal(how));
    case 'error':
      await act(fate);
      return say(refusal(how));
    case 'hang':
      if (!how.unheard) await act(fate);
      return note({ event: 'withheld', detail: 'hang' });
    case 'cut': {
      const reply = how.unheard ? undefined : await act(fate);
      note({ event: 'withheld', detail: 'cut' });
      if (!reply) return void request.socket.destroy();
      const body = bytesOf(reply);
      response.writeHead(reply.status, { ...headersOf(reply), 'content-length': String(body.length) });
      response.write(body.subarray(0, Math.ceil(body.length / 2)), () => request.socket.destroy());
      return;
    }
    case 'kill':
      await act(fate);
      process.kill(how.pid, how.signal);
      return note({ event: 'killed', detail: `${how.signal} to ${how.pid}` });
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const body = bytesOf(reply);
  response.writeHead(reply.status, { ...headersOf(reply), 'content-length': String(body.length) });
  response.end(body);
}

const bytesOf = ({ body }: Reply): Buffer =>
  Buffer.isBuffer(body)
    ? body
    : typeof body === 'string'
      ? Buffer.from(body)
      : body === undefined
        ? Buffer.alloc(0)
        : Buffer.from(JSON.stringify(body));

const headersOf = ({ body, headers }: Reply): Record<string, string> => ({
  ...(Buffer.isBuffer(body) || typeof body === 'string' || body === undefined ? {} : { 'content-type': 'application/json' }),
  ...headers,
});
