import { GenerationOptions } from '@polyreel/contracts';
import { CreateGenerationRequest } from '@polyreel/http-api';
import { Command, CommanderError, Option } from 'commander';
import { resolve } from 'node:path';
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

const program = () =>
  new Command('npm run demo --')
    .description('Turns a prompt in any language into a film.')
    .argument('<prompt...>', 'what the film shows; - reads it from standard input')
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
    .option('--json', 'prints one JSON object instead of the story (npm run --silent demo -- --json …)')
    .option('--dry-run', 'says what would be made and what it would cost, and makes nothing')
    .option('--timeout <seconds>', 'how long to wait for the film', number, 900)
    .exitOverride();

interface Flags {
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
  dryRun?: boolean;
  timeout: number;
}

/** Reads the command line. Relative paths count from `folder`. Throws a CommandError (64) on what it does not know; `undefined` where only help was asked for. */
export function parseDemo(args: readonly string[], folder: string): DemoOptions | undefined {
  const command = program().configureOutput({ writeErr: () => undefined });
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      'usage',
      (error as Error).message.replace(/^error: /, ''),
      EXIT.usage,
      'npm run demo -- --help lists the options.',
    );
  }
  const { output, json = false, timeout, duration, aspect, burnIn = false, ...same } = command.opts<Flags>();
  return {
    prompt: command.args.join(' '),
    json,
    timeoutSeconds: timeout,
    ...(output !== undefined && { output: resolve(folder, output) }),
    rest: { ...same, durationSeconds: duration, aspectRatio: aspect, captions: { burnIn } },
  };
}

/** The request as the API will take it. Throws what the API would refuse, with the API's own code, before anything is started. */
export function requestFor({ rest }: Pick<DemoOptions, 'rest'>, prompt: string): CreateGenerationRequest {
  const request = CreateGenerationRequest.safeParse({ ...rest, prompt });
  if (request.success) return request.data;
  const [issue] = request.error.issues;
  const code = (issue as { params?: { code?: string } }).params?.code ?? 'validation_failed';
  throw new CommandError(code, `${issue!.path.join('.')}: ${issue!.message}`, EXIT.refused);
}
