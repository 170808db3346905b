/** Exit codes of the demo, after sysexits.h where it has one. The README lists them. */
export const EXIT = { ok: 0, failed: 1, usage: 64, refused: 65, unavailable: 69, defect: 70, tooSlow: 75, interrupted: 130 } as const;

/** Ends the demo with a message for a person, a code for a program and an exit code for a shell. */
export class DemoError extends Error {
  override name = 'DemoError';

  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: number,
    /** What to do about it, where there is something. */
    readonly hint = '',
  ) {
    super(message);
  }
}
