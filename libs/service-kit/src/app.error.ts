/** An error that a caller may see: its code is stable API, its message is written for a person. */
export class AppError extends Error {
  override name = 'AppError';

  constructor(
    /** Machine-readable, snake_case, never reworded: `prompt_too_long`. */
    readonly code: string,
    message: string,
    readonly statusCode = 400,
    readonly details?: unknown,
    readonly logLevel: 'debug' | 'info' | 'warn' | 'error' = statusCode >= 500 ? 'error' : 'debug',
  ) {
    super(message);
  }
}
