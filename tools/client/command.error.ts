/** Exit codes of the commands that speak to a mesh, after sysexits.h where it has one. The README lists them. */
export const EXIT = { ok: 0, failed: 1, usage: 64, refused: 65, unavailable: 69, defect: 70, tooSlow: 75, interrupted: 130 } as const;

/** Ends a command with a message for a person, a code for a program and an exit code for a shell. */
export class CommandError extends Error {
  override name = 'CommandError';

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

/** Says what went wrong, as a person or as a program asked for it, and gives the exit code. */
export function tell(error: unknown, json: boolean): number {
  const { code, message, hint, exitCode } = asCommandError(error);
  if (json) console.log(JSON.stringify({ error: { code, message } }));
  console.error(`${code}: ${message}${hint ? `\n${hint}` : ''}`);
  return exitCode;
}

function asCommandError(error: unknown): Pick<CommandError, 'code' | 'message' | 'hint' | 'exitCode'> {
  const { code, message, hint, exitCode } = error as Partial<CommandError>;
  if (typeof exitCode === 'number' && typeof code === 'string') return { code, message: message ?? '', hint: hint ?? '', exitCode };
  return {
    code: 'defect',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    hint: '',
    exitCode: EXIT.defect,
  };
}
