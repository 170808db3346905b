/** What the API, or the way to it, said instead of doing it. */
export class PolyreelError extends Error {
  override name = 'PolyreelError';

  constructor(
    /** Stable and machine-readable: `prompt_too_long`, `rate_limited`; `unreachable` where nobody answered. */
    readonly code: string,
    message: string,
    /** The HTTP status; 0 where nobody answered. */
    readonly status: number,
    readonly details?: unknown,
    /** Leads to the cause in the operator's logs. */
    readonly requestId?: string,
  ) {
    super(message);
  }
}

/** An error out of an answer's body, whatever it holds. */
export function errorOf(body: unknown, response: Response): PolyreelError {
  const { code, message, details } = ((body as { error?: unknown } | undefined)?.error ?? {}) as Record<string, unknown>;
  const { status } = response;
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const known = typeof code === 'string' && typeof message === 'string';
  return known
    ? new PolyreelError(code, message, status, details, requestId)
    : new PolyreelError(`http_${status}`, `The API answered ${status}.`, status, undefined, requestId);
}
