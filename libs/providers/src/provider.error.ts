import type { ProviderErrorClass } from '@polyreel/contracts';

export type ErrorClass = ProviderErrorClass;

export interface ProviderErrorOptions extends ErrorOptions {
  /** How long the provider asked to be left alone. */
  retryAfterMs?: number;
}

/** What a provider could not do, of which kind that is, and when it may be asked again. */
export class ProviderError extends Error {
  override name = 'ProviderError';
  readonly retryAfterMs?: number;

  constructor(
    readonly errorClass: ErrorClass,
    message: string,
    options: ProviderErrorOptions = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * What may follow: `again` at the same provider, the `next` one, `stop` (the request itself must change before anybody else is paid for it),
 * or `reconcile`, where what was asked may be running and paid for: it is looked up, never asked for again.
 */
export const AFTER: Readonly<Record<ErrorClass, 'again' | 'next' | 'stop' | 'reconcile'>> = {
  transient: 'again',
  throttled: 'again',
  auth: 'next',
  quota: 'next',
  timeout: 'next',
  model_retired: 'next',
  unavailable: 'next',
  unknown: 'next',
  invalid_input: 'stop',
  content_blocked: 'stop',
  invalid: 'stop',
  refused: 'stop',
  ambiguous_submit: 'reconcile',
};

export const classOf = (error: unknown): ErrorClass => (error instanceof ProviderError ? error.errorClass : 'unknown');
