/** Set-up cannot go on without the person: says what is missing and what to do about it. */
export class SetUpError extends Error {
  override name = 'SetUpError';
  /** EX_UNAVAILABLE of sysexits.h. */
  readonly exitCode = 69;

  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
