/** `refused`: it will never do this; `invalid`: the request was wrong; `unavailable`, `timeout`: another may; `unknown`: nobody can tell. */
export type ErrorClass = 'refused' | 'invalid' | 'unavailable' | 'timeout' | 'unknown';

/** What a provider could not do, and whether another one may. */
export class ProviderError extends Error {
  override name = 'ProviderError';

  constructor(
    readonly errorClass: ErrorClass,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
