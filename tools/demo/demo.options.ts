import { GenerationOptions, LanguageTag } from '@polyreel/contracts';
import { Command, CommanderError, Option } from 'commander';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DemoError, EXIT } from './demo.error.js';

const number = z.coerce.number({ error: 'must be a number' });
const { aspectRatio, resolution, quality, style } = GenerationOptions.shape;

/** What may be asked for on the command line. The limits are those of the API, so that most slips are told before anything starts. */
const Asked = z.object({
  prompt: z.string(),
  output: z.string().min(1).optional(),
  duration: number.pipe(z.number().min(1, 'must be 1 to 60 seconds').max(60, 'must be 1 to 60 seconds')).optional(),
  aspect: aspectRatio.unwrap().optional(),
  resolution: resolution.unwrap().optional(),
  quality: quality.unwrap().optional(),
  style,
  seed: number.pipe(z.number().int().min(0).max(2_147_483_647)).optional(),
  language: LanguageTag.optional(),
  music: z.boolean(),
  burnIn: z.boolean(),
  json: z.boolean(),
  dryRun: z.boolean(),
  timeout: number.pipe(z.number().positive()),
});

export interface DemoOptions {
  /** The prompt, or `-` for what comes on standard input. */
  readonly prompt: string;
  /** Where the film is to lie, as an absolute path; undefined leaves the name to the run. */
  readonly output?: string;
  readonly json: boolean;
  /** How long to wait for the film, in seconds. */
  readonly timeoutSeconds: number;
  /** The body of POST /v1/generations beside the prompt. */
  readonly request: Readonly<Record<string, unknown>>;
}

const program = () =>
  new Command('npm run demo --')
    .description('Turns a prompt in any language into a film.')
    .argument('<prompt...>', 'what the film shows; - reads it from standard input')
    .option('-o, --output <file>', 'where the MP4 goes; captions, poster and contact sheet lie beside it')
    .option('-d, --duration <seconds>', 'length of the film, 1 to 60; chosen from the text if not given')
    .addOption(new Option('-a, --aspect <ratio>', 'shape of the picture').choices(aspectRatio.unwrap().options))
    .addOption(new Option('-r, --resolution <height>', 'size of the picture').choices(resolution.unwrap().options))
    .addOption(new Option('-q, --quality <level>', 'how much care is taken').choices(quality.unwrap().options))
    .option('--style <words>', 'a style in a few words')
    .option('-s, --seed <number>', 'the same prompt and seed give the same film')
    .option('-l, --language <tag>', 'language of the prompt (BCP 47), if you want to say it')
    .option('--no-music', 'leaves the music out')
    .option('--burn-in', 'draws the captions into the picture too', false)
    .option('--json', 'prints one JSON object instead of the story (npm run --silent demo -- --json …)', false)
    .option('--dry-run', 'says what would be made and what it would cost, and makes nothing', false)
    .option('--timeout <seconds>', 'how long to wait for the film', '900')
    .exitOverride();

/** Reads the command line. Relative paths count from `folder`. Throws a DemoError (64) that says what does not fit; `undefined` where only help was asked for. */
export function parseDemo(args: readonly string[], folder: string): DemoOptions | undefined {
  const command = program().configureOutput({ writeErr: () => undefined });
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    throw new DemoError('usage', (error as Error).message.replace(/^error: /, ''), EXIT.usage, 'npm run demo -- --help lists the options.');
  }
  const asked = Asked.safeParse({ ...command.opts(), prompt: command.args.join(' ') });
  if (!asked.success) {
    const problems = asked.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
    throw new DemoError('invalid_option', problems.join('; '), EXIT.usage, 'npm run demo -- --help lists the options.');
  }
  const { prompt, output, json, timeout, duration, aspect, burnIn, ...rest } = asked.data;
  return {
    prompt,
    json,
    timeoutSeconds: timeout,
    ...(output !== undefined && { output: resolve(folder, output) }),
    request: { ...rest, durationSeconds: duration, aspectRatio: aspect, captions: { burnIn } },
  };
}
