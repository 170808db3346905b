import type { Rule } from './rule.js';

/** The ways in which a provider can go wrong, by name. Each is a part of a rule: `{ ...modes.throttled(2), first: 3, key: ':image:' }`. */
export const modes = {
  ok: (runMs = 20): Rule => ({ fate: { runMs } }),
  /** Runs until the test releases it. */
  held: (): Rule => ({ fate: { held: true } }),
  throttled: (retryAfterSeconds = 1): Rule => ({ answer: { how: 'refuse', status: 429, retryAfterSeconds } }),
  refused: (status: number, body?: Record<string, unknown>): Rule => ({ answer: { how: 'refuse', status, body } }),
  failsBeforeAccepting: (status = 500): Rule => ({ answer: { how: 'refuse', status } }),
  failsAfterAccepting: (status = 500): Rule => ({ answer: { how: 'error', status } }),
  /** The request is read and nothing comes of it. */
  hangs: (): Rule => ({ answer: { how: 'hang', unheard: true } }),
  /** The work is taken in, and the answer breaks off in the middle. */
  cutsHalf: (): Rule => ({ answer: { how: 'cut' } }),
  /** The connection breaks before anything is done. */
  breaksUnheard: (): Rule => ({ answer: { how: 'cut', unheard: true } }),
  /** The work is taken in, runs and is billed; the answer never comes. */
  executesAndTimesOut: (): Rule => ({ answer: { how: 'hang' } }),
  /** The same, but the answer comes at last. */
  answersLate: (delayMs: number): Rule => ({ answer: { how: 'normal', delayMs } }),
  /** The work is taken in, the signal goes to the process, and nobody is answered. */
  diesAfterAccept: (pid: number, signal = 'SIGKILL'): Rule => ({ answer: { how: 'kill', pid, signal } }),
  /** A cancel is answered with yes and has no effect: result and callback come later. */
  lateAfterCancel: (runMs = 300): Rule => ({ fate: { runMs, ignoresCancel: true } }),
  failedOperation: (): Rule => ({ fate: { outcome: 'failed' } }),
  contentBlocked: (): Rule => ({ fate: { outcome: 'content_blocked' } }),
  slowPolling: (delayMs: number): Rule => ({ on: 'poll', answer: { how: 'normal', delayMs } }),
  wrongOutput: (): Rule => ({ fate: { output: 'html' } }),
  vanishedOutput: (): Rule => ({ fate: { output: 'gone' } }),
  withoutOutput: (): Rule => ({ fate: { output: 'none' } }),
  /** The answer sends the caller to another address for the take. */
  outputElsewhere: (outputUrl: string): Rule => ({ fate: { output: 'elsewhere', outputUrl } }),
} as const;
