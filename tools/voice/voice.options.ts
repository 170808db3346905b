import { GenerateFromVoiceRequest, ProcessVoiceRequest } from '@polyreel/http-api';
import { Command } from 'commander';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError, EXIT } from '../client/command.error.js';
import { checked, type FilmFlags, filmOptionsOf, parsed, withFilmOptions } from '../demo/demo.options.js';

export interface VoiceOptions {
  /** The recording, as an absolute path. */
  readonly file: string;
  /** Where the film, or the transcript, is to lie; undefined leaves the name to the run. */
  readonly output?: string;
  readonly json: boolean;
  /** How long to wait for all of it, in seconds. */
  readonly timeoutSeconds: number;
  /** What is asked: a film of the recording, or, as `process`, its words only. */
  readonly generate?: GenerateFromVoiceRequest;
  readonly process?: ProcessVoiceRequest;
}

const program = () =>
  withFilmOptions(
    new Command('npm run demo:voice --')
      .description('Turns a recording into a film: what is said in it is its prompt.')
      .argument('<file>', 'a recording: wav, mp3, m4a, ogg, webm or flac, at most 25 MB and 10 minutes')
      .option('--narrate', 'lets the speaker be heard in the film: shots follow the sentences, captions the words')
      .option('--transcript-only', 'writes the recording down and makes no film; -o takes the text'),
  );

interface VoiceFlags extends FilmFlags {
  narrate?: boolean;
  transcriptOnly?: boolean;
}

/** Reads the command line. Throws a CommandError on what it does not know, and where there is no such file; `undefined` where only help was asked for. */
export function parseVoice(args: readonly string[], folder: string): VoiceOptions | undefined {
  const command = parsed(program(), args);
  if (!command) return undefined;
  if (command.args.length > 1) throw new CommandError('usage', 'One recording at a time.', EXIT.usage);
  const { narrate = false, transcriptOnly, ...flags } = command.opts<VoiceFlags>();
  const { rest, ...options } = filmOptionsOf(flags, folder);
  const file = fileAt(resolve(folder, command.args[0]!));
  return transcriptOnly
    ? { file, ...options, process: checked(ProcessVoiceRequest, { language: flags.language }) }
    : { file, ...options, generate: checked(GenerateFromVoiceRequest, { ...rest, narrate }) };
}

function fileAt(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  throw new CommandError(
    'file_not_found',
    `${path} is ${found ? 'not a file' : 'not there'}.`,
    EXIT.usage,
    'Name a recording: wav, mp3, m4a, ogg, webm or flac.',
  );
}
