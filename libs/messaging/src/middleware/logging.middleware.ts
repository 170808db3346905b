import type { Logger } from '@polyreel/service-kit';
import { HANDLER_BUDGET_MS, type Verdict } from '../transport.js';
import type { Middleware } from './middleware.js';

/** One line per delivery that did not simply succeed; success is debug, as a healthy mesh should be quiet. */
export const logging =
  (log: Logger): Middleware =>
  async ({ queue, envelope, delivery }, next) => {
    const begun = performance.now();
    const verdict = await next();
    const tookMs = Math.round(performance.now() - begun);
    if (tookMs > HANDLER_BUDGET_MS) log.warn({ queue: queue.name, tookMs }, 'a handler held its message too long: make it a job');
    const [level, sentence] = WORDS[verdict.kind];
    const { id, type, correlationid } = envelope ?? { type: delivery.routingKey };
    log[level]({ queue: queue.name, event: { id, type, correlationid }, attempt: delivery.attempt, ...reasonOf(verdict) }, sentence);
    return verdict;
  };

const WORDS = {
  done: ['debug', 'a message was handled'],
  retry: ['warn', 'a message failed and will be tried again'],
  dead: ['error', 'a message failed for good'],
  skipped: ['warn', 'a message was set apart: nobody here knows its type'],
} as const satisfies Record<Verdict['kind'], readonly [string, string]>;

function reasonOf(verdict: Verdict): object {
  if (verdict.kind === 'done') return {};
  if (verdict.kind === 'skipped') return { reason: verdict.reason };
  return { err: verdict.error, ...(verdict.kind === 'retry' && { delayMs: verdict.delayMs }) };
}
