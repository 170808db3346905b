import { randomBytes, createHmac, randomUUID } from 'node:crypto';
import type { Asked, Reply, Understood } from './exchange.js';
import type { FilmLab } from './film-lab.js';
import type { Operation } from './operation.js';
import { predictionOf } from './replicate-prediction.js';
import { outputReply, readUpload, sizeOf } from './take-reply.js';
import type { TakeKind } from './rule.js';

/** What the fake accepts as a token. */
export const REPLICATE_TOKEN = 'r8_fake';
const SECRET = randomBytes(24);
const PRICE_USD = { image: 0.003, secondOfVideo: 0.05 };

/** Replicate's HTTP API, as far as predictions and files go: no idempotency key, no look-up by one. */
export class ReplicateContract {
  private readonly uploads = new Set<string>();

  constructor(
    private readonly lab: FilmLab,
    private readonly origin: () => string,
  ) {}

  /** Undefined: this is no address of Replicate's. */
  understand(asked: Asked): Understood | undefined {
    const [root, ...path] = asked.url.pathname.slice(1).split('/');
    if (root === 'delivery') return this.output(path[0] ?? '');
    if (root !== 'v1') return undefined;
    const understood = this.route(asked, path);
    if (!understood) return undefined;
    if (asked.headers.authorization === `Bearer ${REPLICATE_TOKEN}`) return understood;
    return { ...understood, act: () => problem(401, 'Unauthenticated', 'You did not pass a valid authentication token') };
  }

  private route(asked: Asked, [first, ...rest]: string[]): Understood | undefined {
    const { method } = asked;
    const understood = (call: Omit<Understood['call'], 'provider'>, act: Understood['act']): Understood => ({
      call: { provider: 'replicate', ...call },
      act,
      refusal: (answer) => refusalOf(answer),
    });
    if (method === 'POST' && first === 'models' && rest[2] === 'predictions') return this.create(asked, `${rest[0]}/${rest[1]}`);
    if (method === 'POST' && first === 'files') return understood({ on: 'upload' }, () => this.upload(asked));
    if (method === 'GET' && first === 'webhooks')
      return understood({ on: 'list' }, () => ({ status: 200, body: { key: `whsec_${SECRET.toString('base64')}` } }));
    if (first !== 'predictions') return undefined;
    if (rest.length === 0) return method === 'POST' ? this.create(asked, undefined) : understood({ on: 'list' }, () => this.list());
    const operation = this.lab.find('replicate', rest[0]!);
    const about = { kind: operation?.order.kind, key: operation?.order.key, operationId: rest[0] };
    const known = (act: (operation: Operation) => Reply) => () =>
      operation ? act(operation) : problem(404, 'Not found', 'The requested resource could not be found.');
    if (method === 'POST' && rest[1] === 'cancel')
      return understood(
        { on: 'cancel', ...about },
        known((one) => (one.cancel(), this.shown(one))),
      );
    return understood(
      { on: 'poll', ...about },
      known((one) => this.shown(one)),
    );
  }

  private create(asked: Asked, model: string | undefined): Understood {
    const request = bodyOf(asked);
    const input = (request['input'] ?? {}) as Record<string, unknown>;
    const kind: TakeKind = ['duration', 'num_frames', 'fps'].some((name) => name in input) ? 'video' : 'image';
    const key = asked.headers['idempotency-key'] as string | undefined;
    const id = randomUUID().replaceAll('-', '').slice(0, 26);
    return {
      call: { on: 'submit', provider: 'replicate', kind, key },
      refusal: (answer) => refusalOf(answer),
      act: (fate) => {
        const wrong = this.wrongWith(request, input, model);
        if (wrong) return problem(422, 'Input validation failed', wrong);
        const seconds = Number(input['duration'] ?? 5);
        const size = sizeOf(
          String(input['aspect_ratio'] ?? '1:1'),
          input['megapixels'] === '0.25' || input['resolution'] === '480p' ? 384 : 704,
        );
        const costUsd = kind === 'image' ? PRICE_USD.image : PRICE_USD.secondOfVideo * seconds;
        const order = { id, provider: 'replicate' as const, kind, key, request: { ...request, model }, fate, costUsd, seconds, ...size };
        const operation = this.lab.take(order);
        operation.onEnd = () => void this.callBack(operation);
        const deadline = /^(\d+)(s|m|h)$/.exec(String(asked.headers['cancel-after'] ?? ''));
        if (deadline) operation.expireAfter(Number(deadline[1]) * { s: 1_000, m: 60_000, h: 3_600_000 }[deadline[2] as 's' | 'm' | 'h']);
        return { status: 201, body: predictionOf(this.origin(), operation) };
      },
    };
  }

  private wrongWith(request: Record<string, unknown>, input: Record<string, unknown>, model: string | undefined): string | undefined {
    if (!model && typeof request['version'] !== 'string') return '- version is required\n';
    if (typeof input['prompt'] !== 'string' || input['prompt'] === '') return '- input: prompt is required\n';
    if (!Number.isInteger(input['seed'] ?? 0)) return '- input.seed: Invalid type. Expected: integer\n';
    if (!/^\d+:\d+$/.test(String(input['aspect_ratio'] ?? '1:1'))) return '- input.aspect_ratio: must be one of the following\n';
    if (!Number.isInteger(input['duration'] ?? 5)) return '- input.duration: Invalid type. Expected: integer\n';
    const image = input['image'];
    if (image !== undefined && !this.uploads.has(String(image))) return '- input.image: Does not match format uri\n';
    return undefined;
  }

  private async upload(asked: Asked): Promise<Reply> {
    const file = await readUpload(asked, 'content');
    if (!file) return problem(422, 'Input validation failed', '- content is required\n');
    const id = randomUUID();
    const get = `${this.origin()}/v1/files/${id}`;
    this.uploads.add(get);
    return { status: 201, body: { id, name: file.name, content_type: file.type, size: file.size, metadata: {}, urls: { get } } };
  }

  private list(): Reply {
    const results = this.lab
      .all('replicate')
      .map((one) => predictionOf(this.origin(), one))
      .reverse();
    return { status: 200, body: { previous: null, next: null, results } };
  }

  private shown(operation: Operation): Reply {
    return { status: 200, body: predictionOf(this.origin(), operation) };
  }

  private output(file: string): Understood {
    const operation = this.lab.find('replicate', file.split('.')[0]!);
    return {
      call: {
        on: 'output',
        provider: 'replicate',
        kind: operation?.order.kind,
        key: operation?.order.key,
        operationId: operation?.order.id,
      },
      refusal: (answer) => refusalOf(answer),
      act: () => outputReply(operation, this.lab),
    };
  }

  private async callBack(operation: Operation): Promise<void> {
    const url = operation.order.request['webhook'];
    if (typeof url !== 'string') return;
    const body = JSON.stringify(predictionOf(this.origin(), operation));
    const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1_000))];
    const signature = `v1,${createHmac('sha256', SECRET).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    };
    const detail = await fetch(url, { method: 'POST', headers, body }).then(
      ({ status }) => String(status),
      (error: unknown) => String(error),
    );
    const { kind, key } = operation.order;
    this.lab.ledger.write({ event: 'called_back', provider: 'replicate', kind, key, operationId: operation.order.id, detail });
  }
}

const problem = (status: number, title: string, detail: string): Reply => ({ status, body: { title, detail, status } });

function refusalOf(answer: Parameters<Understood['refusal']>[0]): Reply {
  const wait = answer.how === 'refuse' ? answer.retryAfterSeconds : undefined;
  const detail = answer.status === 429 ? `Request was throttled. Your rate limit resets in ~${wait ?? 30}s.` : 'Something went wrong.';
  return {
    status: answer.status,
    headers: wait === undefined ? {} : { 'retry-after': String(wait) },
    body: (answer.how === 'refuse' ? answer.body : undefined) ?? { title: 'Error', detail, status: answer.status },
  };
}

function bodyOf({ body }: Asked): Record<string, unknown> {
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
