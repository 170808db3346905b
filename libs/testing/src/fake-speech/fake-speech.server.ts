import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** What becomes of one question: of all but `refuse`, the transcription is made and would be billed. */
export type SpeechBehaviour =
  | { how: 'answer'; delayMs?: number }
  | { how: 'refuse'; status: number; headers?: Record<string, string>; error?: Record<string, unknown> }
  | { how: 'hang' }
  | { how: 'cut' };

/** What it was asked: the fields of the form, and how many bytes of sound came with it. */
export interface SpeechQuestion {
  authorization?: string;
  fields: Record<string, string[]>;
  file: { name: string; type: string; bytes: Buffer };
}

export interface SaidInFile {
  text: string;
  /** As OpenAI has it: in English, small. */
  language: string;
  logprob: number;
  noSpeech: number;
}

/** A server that answers `POST /v1/audio/transcriptions` as OpenAI does: verbose_json for whispers, the text alone for gpt-4o models. */
export class FakeSpeechServer {
  /** Every question that was understood, in order. */
  readonly asked: SpeechQuestion[] = [];
  /** So many transcriptions were made. */
  billed = 0;
  said: SaidInFile = { text: 'A red dragon flies over a castle.', language: 'english', logprob: -0.2, noSpeech: 0.01 };
  private behaviours: SpeechBehaviour[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.serve(request, response).catch(() => request.socket.destroy());
  });

  static async start(): Promise<FakeSpeechServer> {
    const fake = new FakeSpeechServer();
    await once(fake.server.listen(0, '127.0.0.1'), 'listening');
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** The next questions, in order; later ones are answered properly. */
  behave(...behaviours: SpeechBehaviour[]): void {
    this.behaviours = behaviours;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (request.method !== 'POST' || request.url !== '/v1/audio/transcriptions')
      return send(response, 404, failure('Unknown request URL.'));
    const question = { authorization: request.headers.authorization, ...formOf(body, request.headers['content-type'] ?? '') };
    const format = question.fields['response_format']?.[0] ?? 'json';
    const model = question.fields['model']?.[0] ?? '';
    if (format === 'verbose_json' && model.startsWith('gpt-'))
      return send(response, 400, failure(`response_format '${format}' is not compatible with model '${model}'.`));
    this.asked.push(question);
    const behaviour = this.behaviours.shift() ?? { how: 'answer' };
    if (behaviour.how === 'refuse') return send(response, behaviour.status, failure('It cannot be.', behaviour.error), behaviour.headers);
    this.billed += 1;
    if (behaviour.how === 'hang') return;
    const answer = JSON.stringify(format === 'verbose_json' ? verbose(this.said) : { text: this.said.text });
    if (behaviour.how === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(answer.length) });
      return void response.write(answer.slice(0, answer.length / 2), () => request.socket.destroy());
    }
    if (behaviour.delayMs) await pause(behaviour.delayMs, undefined, { ref: false });
    send(response, 200, answer);
  }
}

const failure = (message: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: null, ...more } });

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

const SECONDS_PER_WORD = 0.4;

function verbose({ text, language, logprob, noSpeech }: SaidInFile) {
  const words = text.split(/\s+/).filter(Boolean);
  const end = words.length * SECONDS_PER_WORD;
  const segment = { id: 0, seek: 0, start: 0, end, text: ` ${text}`, avg_logprob: logprob, no_speech_prob: noSpeech, compression_ratio: 1 };
  return {
    task: 'transcribe',
    language,
    duration: end,
    text,
    segments: text ? [segment] : [],
    words: words.map((word, index) => ({
      word: word.replace(/[.,!?]$/, ''),
      start: index * SECONDS_PER_WORD,
      end: (index + 1) * SECONDS_PER_WORD,
    })),
  };
}

/** The parts of a form (RFC 7578), as far as a test needs them. */
function formOf(body: Buffer, contentType: string): Pick<SpeechQuestion, 'fields' | 'file'> {
  const [, boundary] = /boundary="?([^";]+)/.exec(contentType) ?? [];
  const fields: Record<string, string[]> = {};
  let file: SpeechQuestion['file'] = { name: '', type: '', bytes: Buffer.alloc(0) };
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const headEnd = body.indexOf('\r\n\r\n', at);
    const head = body.toString('utf8', at, headEnd);
    const content = body.subarray(headEnd + 4, next - 2);
    const [, name = ''] = /name="([^"]*)"/.exec(head) ?? [];
    const [, fileName] = /filename="([^"]*)"/.exec(head) ?? [];
    if (fileName !== undefined)
      file = { name: fileName, type: /content-type:\s*(\S+)/i.exec(head)?.[1] ?? '', bytes: Buffer.from(content) };
    else (fields[name] ??= []).push(content.toString('utf8'));
    at = next;
  }
  return { fields, file };
}
