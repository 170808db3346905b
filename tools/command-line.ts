import { type Command, CommanderError } from 'commander';

/** What a command was asked for, or the code to exit with where it was asked wrongly (64) or only for help (0); commander has said why by then. */
export function optionsOf<Options extends object>(program: Command, args: readonly string[]): Options | number {
  try {
    return program.exitOverride().parse(args, { from: 'user' }).opts<Options>();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 64;
    throw error;
  }
}
