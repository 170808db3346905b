import { GenerationOptions } from '@polyreel/contracts';
import { CreateGenerationRequest } from '@polyreel/http-api';
import { Command, CommanderError, Option } from 'commander';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { CommandError, EXIT } from '../client/command.error.js';

const { aspectRatio, resolution, quality } = GenerationOptions.shape;

export interface DemoOptions {
  /** Where the film is to lie, as an absolute path; undefined leaves the name to the run. */
  readonly output?: string;
  readonly json: boolean;
  /** How long to wait for the film, in seconds. */
  readonly timeoutSeconds: number;
  /** The prompt, or `-` for what comes on standard input. */
  readonly prompt: string;
  /** The rest of the body of POST /v1/generations. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new CommandError('invalid_option', `"${text}" is not a number.`, EXIT.usage);
  return value;
};

/** The options that every film has, whatever it is made of. */
export const withFilmOptions = (command: Command): Command =>
  command
    .option('-o, --output <file>', 'where the MP4 goes; captions, poster and contact sheet lie beside it')
    .option('-d, --duration <seconds>', 'length of the film, 1 to 60; chosen from the text if not given', number)
    .addOption(new Option('-a, --aspect <ratio>', 'shape of the picture').choices(aspectRatio.unwrap().options))
    .addOption(new Option('-r, --resolution <height>', 'size of the picture').choices(resolution.unwrap().options))
    .addOption(new Option('-q, --quality <level>', 'how much care is taken').choices(quality.unwrap().options))
    .option('--style <words>', 'a style in a few words')
    .option('-s, --seed <number>', 'the same prompt and seed give the same film', number)
    .option('-l, --language <tag>', 'language of the prompt (BCP 47), if you want to say it')
    .option('--no-music', 'leaves the music out')
    .option('--burn-in', 'draws the captions into the picture too')
    .option('--json', 'prints one JSON object instead of the story (npm run --silent … -- --json …)')
    .option('--timeout <seconds>', 'how long to wait for the film', number, 900)
    .exitOverride();

const program = () =>
  withFilmOptions(
    new Command('npm run demo --')
      .description('Turns a prompt in any language into a film.')
      .argument('<prompt...>', 'what the film shows; - reads it from standard input')
      .option('--dry-run', 'says what would be made and what it would cost, and makes nothing'),
  );

export interface FilmFlags {
  output?: string;
  duration?: number;
  aspect?: string;
  resolution?: string;
  quality?: string;
  style?: string;
  seed?: number;
  language?: string;
  music: boolean;
  burnIn?: boolean;
  json?: boolean;
  timeout: number;
}

/** Reads a command line by its program. Throws a CommandError (64) on what it does not know; `undefined` where only help was asked for. */
export function parsed(program: Command, args: readonly string[]): Command | undefined {
  const command = program.configureOutput({ writeErr: () => undefined });
  try {
    return command.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    if (error instanceof CommandError) throw error;
    const message = (error as Error).message.replace(/^error: /, '');
    throw new CommandError('usage', message, EXIT.usage, `${program.name()} --help lists the options.`);
  }
}

/** What the options of a film come to: for the command itself, and for the request. Relative paths count from `folder`. */
export function filmOptionsOf(flags: FilmFlags, folder: string) {
  const { output, json = false, timeout, duration, aspect, burnIn = false, ...same } = flags;
  return {
    json,
    timeoutSeconds: timeout,
    ...(output !== undefined && { output: resolve(folder, output) }),
    rest: { ...same, durationSeconds: duration, aspectRatio: aspect, captions: { burnIn } },
  };
}

/** Reads the command line of the demo. */
export function parseDemo(args: readonly string[], folder: string): DemoOptions | undefined {
  const command = parsed(program(), args);
  return command && { prompt: command.args.join(' '), ...filmOptionsOf(command.opts<FilmFlags>(), folder) };
}

/** The request as the API will take it. Throws what the API would refuse, with the API's own code, before anything is started. */
export function requestFor({ rest }: Pick<DemoOptions, 'rest'>, prompt: string): CreateGenerationRequest {
  return checked(CreateGenerationRequest, { ...rest, prompt });
}

/** A request by its schema, or the first thing that the API would say of it. */
export function checked<Schema extends z.ZodType>(schema: Schema, asked: unknown): z.output<Schema> {
  const request = schema.safeParse(asked);
  if (request.success) return request.data;
  const [issue] = request.error.issues;
  const code = (issue as { params?: { code?: string } }).params?.code ?? 'validation_failed';
  throw new CommandError(code, `${issue!.path.join('.')}: ${issue!.message}`, EXIT.refused);
}
