import type { Operation } from './operation.js';

const BLOCKED = 'The input or output was flagged as sensitive. Please try again with different inputs. (E005)';
const STATUS = {
  queued: 'starting',
  running: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  aborted: 'aborted',
};

/** An operation as Replicate shows it. What was stopped before it ran is `aborted` and not billed; `canceled` is. */
export function predictionOf(origin: string, operation: Operation): Record<string, unknown> {
  const { order, createdAt, startedAt, endedAt, status } = operation;
  const get = `${origin}/v1/predictions/${order.id}`;
  return {
    id: order.id,
    model: order.request['model'],
    version: 'hidden',
    input: order.request['input'],
    output: status === 'succeeded' ? outputsOf(origin, operation) : null,
    logs: '',
    error: status !== 'failed' ? null : operation.refused ? BLOCKED : 'the model crashed',
    status: STATUS[status === 'cancelled' && !operation.billed ? 'aborted' : status],
    metrics: startedAt && endedAt ? { predict_time: (endedAt.getTime() - startedAt.getTime()) / 1_000 } : {},
    created_at: createdAt.toISOString(),
    started_at: startedAt?.toISOString() ?? null,
    completed_at: endedAt?.toISOString() ?? null,
    data_removed: false,
    urls: { get, cancel: `${get}/cancel`, web: `https://replicate.com/p/${order.id}` },
  };
}

/** Image models of Replicate's answer a list, video models one address. */
function outputsOf(origin: string, { order }: Operation): string | string[] | null {
  if (order.fate.output === 'none') return null;
  const own = `${origin}/delivery/${order.id}.${order.kind === 'image' ? 'png' : 'mp4'}`;
  const url = order.fate.output === 'elsewhere' ? order.fate.outputUrl : own;
  return order.kind === 'image' ? [url] : url;
}
