import { runProgram } from '../ffmpeg.js';

let asked: Promise<ReadonlySet<string>> | undefined;

/** Names of the filters that the installed ffmpeg has: blurdetect and blockdetect came with 5.1. Asked once. */
export function supportedFilters(): Promise<ReadonlySet<string>> {
  asked ??= ask().catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

async function ask(): Promise<ReadonlySet<string>> {
  const chunks: Buffer[] = [];
  await runProgram('ffmpeg', ['-hide_banner', '-filters'], { onOutput: (chunk) => chunks.push(chunk) });
  const lines = Buffer.concat(chunks).toString('utf8').split('\n');
  return new Set(lines.flatMap((line) => /^ [T.][S.][C.]? +(\w+) /.exec(line)?.[1] ?? []));
}
