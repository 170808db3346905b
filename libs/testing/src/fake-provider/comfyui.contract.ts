import type { Asked, Reply, Understood } from './exchange.js';
import type { FilmLab } from './film-lab.js';
import type { Operation } from './operation.js';
import { outputReply, readUpload } from './take-reply.js';
import { faultOf, type Graph, orderOf } from './comfyui-graph.js';

/**
 * A ComfyUI server's HTTP API. It takes any prompt id that a caller gives and does not look whether it has it already: the same id twice is
 * two runs, so an id is a handle for looking up and nothing more.
 */
export class ComfyuiContract {
  private readonly uploads = new Set<string>();
  private count = 0;

  constructor(
    private readonly lab: FilmLab,
    /** Whether this server is new enough to have /api/jobs. */
    private readonly hasJobs: () => boolean,
  ) {}

  /** Undefined: this server has no such address. */
  understand(asked: Asked): Understood | undefined {
    const path = asked.url.pathname.replace(/^\/api(?=\/)/, '');
    const [first, id = '', last] = path.slice(1).split('/');
    const isJobs = first === 'jobs' && path !== asked.url.pathname && this.hasJobs();
    const operation = this.lab.find('comfyui', id);
    const about = { provider: 'comfyui' as const, kind: operation?.order.kind, key: operation?.order.key, operationId: id };
    const posted = asked.method === 'POST';
    if (posted && first === 'prompt') return this.submit(asked);
    if (posted && path === '/upload/image') return { call: { on: 'upload', provider: 'comfyui' }, act: () => this.upload(asked), refusal };
    if (posted && (path === '/interrupt' || path === '/queue')) return this.stop(asked);
    if (posted && isJobs && last === 'cancel')
      return { call: { on: 'cancel', ...about }, act: () => ({ status: 200, body: { cancelled: operation?.cancel() ?? false } }), refusal };
    if (posted) return undefined;
    if (first === 'view') return this.view(asked);
    if (first === 'queue') return { call: { on: 'list', provider: 'comfyui' }, act: () => this.queue(), refusal };
    if (first === 'history') return { call: { on: 'poll', ...about }, act: () => ({ status: 200, body: historyOf(operation) }), refusal };
    if (isJobs && id) return { call: { on: 'poll', ...about }, act: () => jobOf(operation), refusal };
    return undefined;
  }

  private submit(asked: Asked): Understood {
    const request = JSON.parse(asked.body.toString() || '{}') as { prompt?: Graph; prompt_id?: string };
    const key = asked.headers['idempotency-key'] as string | undefined;
    const order = orderOf(request.prompt ?? {}, request.prompt_id);
    return {
      call: { on: 'submit', provider: 'comfyui', kind: order.kind, key },
      refusal,
      act: (fate) => {
        const fault = faultOf(request, this.uploads);
        if (fault) return { status: 400, body: fault };
        const operation = this.lab.take({ ...order, key, request, fate });
        this.count += 1;
        return { status: 200, body: { prompt_id: operation.order.id, number: this.count, node_errors: {} } };
      },
    };
  }

  private async upload(asked: Asked): Promise<Reply> {
    const file = await readUpload(asked, 'image');
    if (!file) return { status: 400 };
    this.uploads.add(file.name);
    return { status: 200, body: { name: file.name, subfolder: '', type: 'input' } };
  }

  /** The older ways to cancel: what runs is interrupted, what waits is deleted from the queue. */
  private stop(asked: Asked): Understood {
    const body = JSON.parse(asked.body.toString() || '{}') as { prompt_id?: string; delete?: string[] };
    const operation = this.lab.find('comfyui', body.prompt_id ?? body.delete?.[0] ?? '');
    const meant = asked.url.pathname.endsWith('/interrupt') ? operation?.status === 'running' : operation?.status === 'queued';
    const { kind, key, id: operationId } = operation?.order ?? {};
    return {
      call: { on: 'cancel', provider: 'comfyui', kind, key, operationId },
      act: () => (meant && operation?.cancel(), { status: 200 }),
      refusal,
    };
  }

  private queue(): Reply {
    const rows = (status: Operation['status']) =>
      this.lab
        .all('comfyui')
        .filter((one) => one.status === status)
        .map(({ order }, index) => [index, order.id, order.request['prompt'], {}, []]);
    return { status: 200, body: { queue_running: rows('running'), queue_pending: rows('queued') } };
  }

  private view(asked: Asked): Understood {
    const operation = this.lab.find('comfyui', (asked.url.searchParams.get('filename') ?? '').replace(/^take_|\.\w+$/g, ''));
    const { kind, key, id: operationId } = operation?.order ?? {};
    return { call: { on: 'output', provider: 'comfyui', kind, key, operationId }, act: () => outputReply(operation, this.lab), refusal };
  }
}

const refusal: Understood['refusal'] = (answer) => {
  const wait = answer.how === 'refuse' ? answer.retryAfterSeconds : undefined;
  const body = answer.how === 'refuse' ? answer.body : undefined;
  return {
    status: answer.status,
    headers: wait === undefined ? undefined : { 'retry-after': String(wait) },
    body: body ?? `${answer.status}: Something went wrong`,
  };
};

/** ComfyUI files films under `images` too, with a mark that they move. */
function outputsOf({ order, status }: Operation): Record<string, unknown> {
  if (status !== 'succeeded' || order.fate.output === 'none') return {};
  const file = { filename: `take_${order.id}.${order.kind === 'image' ? 'png' : 'mp4'}`, subfolder: '', type: 'output' };
  return { [order.outputNode!]: { images: [file], ...(order.kind === 'video' ? { animated: [true] } : {}) } };
}

const errorOf = ({ refused }: Operation) => ({
  node_id: '3',
  node_type: 'KSampler',
  exception_type: 'RuntimeError',
  exception_message: refused ? 'content policy violation: the prompt was moderated' : 'CUDA out of memory',
});

/** Deleted from the queue before it ran: the server has forgotten it. */
const forgotten = (operation: Operation) => operation.status === 'cancelled' && !operation.billed;

function historyOf(operation: Operation | undefined): Record<string, unknown> {
  if (!operation?.ended || forgotten(operation)) return {};
  const { order, status } = operation;
  const messages: unknown[] = [['execution_start', { prompt_id: order.id, timestamp: operation.startedAt?.getTime() }]];
  if (status === 'failed') messages.push(['execution_error', { prompt_id: order.id, ...errorOf(operation) }]);
  if (status === 'cancelled') messages.push(['execution_interrupted', { prompt_id: order.id }]);
  const done = status === 'succeeded';
  return {
    [order.id]: {
      prompt: [1, order.id, order.request['prompt'], {}, [order.outputNode]],
      outputs: outputsOf(operation),
      status: { status_str: done ? 'success' : 'error', completed: done, messages },
    },
  };
}

const JOB_STATUS = { queued: 'pending', running: 'in_progress', succeeded: 'completed', failed: 'failed', cancelled: 'cancelled' };

function jobOf(operation: Operation | undefined): Reply {
  if (!operation || forgotten(operation)) return { status: 404, body: { error: 'Job not found' } };
  const { order, status } = operation;
  return {
    status: 200,
    body: {
      id: order.id,
      status: JOB_STATUS[status],
      create_time: operation.createdAt.getTime(),
      outputs_count: status === 'succeeded' ? 1 : 0,
      ...(operation.ended ? { outputs: outputsOf(operation) } : {}),
      ...(status === 'failed' ? { execution_error: errorOf(operation) } : {}),
    },
  };
}
