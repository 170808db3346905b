/** Thrown by a handler when no further try can help: the message goes to the dead letters at once. */
export class Permanent extends Error {
  override name = 'Permanent';

  constructor(
    message: string,
    /** Stable and machine-readable: an operator's console groups by it. */
    readonly code = 'permanent',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
