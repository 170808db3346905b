import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ProviderError } from '../../provider.error.js';
import { runProgram } from '../program.js';
import {
  CONFIDENCE_WITHOUT_SCORES,
  type HeardLanguage,
  type SpeechCall,
  type SpeechCard,
  type SpeechEngine,
  type SpeechRequest,
  type Transcript,
} from '../speech.port.js';
import { languageOf, whisperCode } from '../whisper-languages.js';
import { segmentWords, textTokens } from './segment-words.js';
import { WhisperCppOutput, type WhisperCppSegment } from './whisper-cpp.answers.js';

/** A large model on a slow machine takes ten times as long as the recording. */
const SECONDS_PER_SECOND = 20;
const LEAST_SECONDS = 120;

/** `[BLANK_AUDIO]`, `(wind howling)`, `♪ music ♪`: what it writes where nobody speaks. */
const NOT_SPOKEN = /^\s*([[(*♪].*[\])*♪]|[.♪\s]*)\s*$/su;

/** The program of whisper.cpp with a model file: every language of Whisper, on this machine. */
export class WhisperCppEngine implements SpeechEngine {
  readonly card: SpeechCard;
  private readonly english: boolean;

  constructor(
    private readonly program: string,
    private readonly model: string,
  ) {
    const name = basename(model).replace(/\.bin$/, '');
    this.english = name.endsWith('.en') || name.includes('.en-');
    this.card = {
      id: `whisper.cpp/${name}`,
      provider: 'whisper.cpp',
      model: name,
      languages: this.english ? ['en'] : 'any',
      hearsLanguage: !this.english,
      wordTimes: true,
      pricePerMinuteUsd: 0,
      embedded: true,
    };
  }

  async transcribe(
    { path, durationSeconds, languageHint }: SpeechRequest,
    { signal, directory, progress }: SpeechCall,
  ): Promise<Transcript> {
    const output = join(directory, 'whisper');
    const told = this.english ? 'en' : (whisperCode(languageHint) ?? 'auto');
    await runProgram(this.program, ['-m', this.model, '-f', path, '-of', output, '-oj', '-ojf', '-np', '-pp', '-l', told], {
      signal,
      timeoutMs: patienceMs(durationSeconds),
      onLine: (line) => {
        const [, percent] = /progress\s*=\s*(\d+)%/.exec(line) ?? [];
        if (percent) progress(Number(percent) / 100);
      },
    });
    const { result, transcription } = await read(`${output}.json`);
    const spoken = transcription.filter(({ text }) => !NOT_SPOKEN.test(text));
    return {
      text: spoken.map(({ text }) => text.trim()).join(' '),
      words: spoken.flatMap(segmentWords),
      confidence: spoken.length > 0 ? confidenceOf(spoken) : 0,
      language: told === 'auto' ? languageOf(result.language) : (languageHint ?? 'en'),
      languageHeard: told === 'auto',
      costUsd: 0,
    };
  }

  async hearLanguage({ path }: SpeechRequest, { signal }: SpeechCall): Promise<HeardLanguage> {
    if (this.english) return { language: 'und', confidence: 0, alternatives: [], costUsd: 0 };
    let told: RegExpExecArray | null = null;
    await runProgram(this.program, ['-m', this.model, '-f', path, '-dl'], {
      signal,
      timeoutMs: LEAST_SECONDS * 1_000,
      onLine: (line) => (told ??= /auto-detected language:\s*(\w+)\s*\(p\s*=\s*([\d.]+)\)/.exec(line)),
    });
    const [, code, p] = (told as RegExpExecArray | null) ?? [];
    if (!code) throw new ProviderError('unavailable', 'whisper.cpp named no language');
    return { language: languageOf(code), confidence: Math.min(1, Number(p)), alternatives: [], costUsd: 0 };
  }
}

const patienceMs = (durationSeconds: number) => Math.max(LEAST_SECONDS, durationSeconds * SECONDS_PER_SECOND) * 1_000;

/** Bytes that are no UTF-8 are to be expected: a token may be a part of a character. */
async function read(file: string): Promise<WhisperCppOutput> {
  try {
    return WhisperCppOutput.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new ProviderError('invalid', 'whisper.cpp wrote something that is no transcription', { cause });
  }
}

/** The probability of a token on the average (geometric). It is the model's own belief; models of this kind are a little too sure. */
function confidenceOf(segments: readonly WhisperCppSegment[]): number {
  const tokens = segments.flatMap(textTokens);
  if (tokens.length === 0) return CONFIDENCE_WITHOUT_SCORES;
  return Math.min(1, Math.exp(tokens.reduce((sum, { p }) => sum + Math.log(Math.max(p, 1e-4)), 0) / tokens.length));
}
