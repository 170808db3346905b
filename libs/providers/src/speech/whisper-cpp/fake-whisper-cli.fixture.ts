import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the stand-in finds in every recording, and what it does instead of ending well. */
export interface WhisperCliActs {
  language?: string;
  segments?: { from: number; to: number; text: string; tokens: { text: string; from: number; to: number; p: number }[] }[];
  how?: 'answers' | 'fails' | 'hangs' | 'writes nonsense';
}

/**
 * Writes a program that behaves as whisper-cli does (examples/cli/cli.cpp): `-ojf` writes <-of>.json with all its fields, `-pp` tells how far
 * it is and `-dl` names the language on the error channel. What it was called with lies in `arguments.json` beside it. Gives its path.
 */
export async function fakeWhisperCli(folder: string, acts: WhisperCliActs = {}): Promise<string> {
  const path = join(folder, 'whisper-cli');
  await writeFile(
    path,
    `#!${process.execPath}\nconst acts = ${JSON.stringify(acts)};\nconst folder = ${JSON.stringify(folder)};\n(${main.toString()})(acts, folder, require('node:fs'));\n`,
  );
  await chmod(path, 0o755);
  return path;
}

/* eslint-disable-next-line @typescript-eslint/consistent-type-imports -- this is the text of another program */
function main({ language = 'en', segments = [], how = 'answers' }: WhisperCliActs, folder: string, fs: typeof import('node:fs')): void {
  const args = process.argv.slice(2);
  const after = (name: string) => args[args.indexOf(name) + 1];
  const stamp = (ms: number) => new Date(ms).toISOString().slice(11, 23).replace('.', ',');
  const times = (from: number, to: number) => ({ timestamps: { from: stamp(from), to: stamp(to) }, offsets: { from, to } });
  fs.writeFileSync(`${folder}/arguments.json`, JSON.stringify(args));
  if (how === 'hangs') {
    setInterval(() => undefined, 1_000);
    return;
  }
  if (how === 'fails') {
    process.stderr.write('error: failed to initialize whisper context\n');
    process.exit(3);
  }
  if (args.includes('-dl')) {
    process.stderr.write(`whisper_full_with_state: auto-detected language: ${language} (p = 0.977899)\n`);
    return;
  }
  process.stderr.write('whisper_print_progress_callback: progress =  50%\n');
  const audio = { ctx: 1500, state: 512, head: 8, layer: 6 };
  const output = {
    systeminfo: 'AVX = 1 | AVX2 = 1 |',
    model: { type: 'base', multilingual: true, vocab: 51865, audio, text: { ...audio, ctx: 448 }, mels: 80, ftype: 1 },
    params: { model: after('-m'), language: after('-l'), translate: false },
    result: { language: after('-l') === 'auto' ? language : after('-l') },
    transcription: segments.map(({ from, to, text, tokens }) => ({
      ...times(from, to),
      text,
      tokens: [
        { text: '[_BEG_]', ...times(from, from), id: 50364, p: 0.9, t_dtw: -1 },
        ...tokens.map((token, index) => ({ text: token.text, ...times(token.from, token.to), id: 1_000 + index, p: token.p, t_dtw: -1 })),
        { text: `[_TT_${to / 20}]`, ...times(to, to), id: 50364 + to / 20, p: 0.4, t_dtw: -1 },
      ],
    })),
  };
  fs.writeFileSync(`${after('-of')}.json`, how === 'writes nonsense' ? '{"transcription": 7' : JSON.stringify(output, null, '\t'));
}
