import { readFile } from 'node:fs/promises';
import { FormData } from 'undici';
import type { ProviderHttp } from '../../http/provider-http.js';
import { ProviderError } from '../../provider.error.js';
import { tryAgain } from '../../try-again.js';
import { beginningOf } from '../beginning-of.js';
import type { SpeechModel } from '../speech-model.js';
import type { HeardLanguage, SpeechCall, SpeechCard, SpeechEngine, SpeechRequest, Transcript } from '../speech.port.js';
import { whisperCode } from '../whisper-languages.js';
import { heardTranscript } from './heard-transcript.js';
import { TranscriptionAnswer } from './transcription.answers.js';

export interface TranscriptionsParts {
  provider: string;
  /** As the server calls it. */
  model: string;
  terms: Pick<SpeechModel, 'answer' | 'pricePerMinuteUsd' | 'leastSeconds'>;
  http: ProviderHttp;
  /** Waits between tries at a server that costs nothing. */
  delaysMs?: readonly number[];
}

/** OpenAI, and every server that answers `POST /audio/transcriptions` as OpenAI does. */
export class TranscriptionsEngine implements SpeechEngine {
  readonly card: SpeechCard;
  readonly hearLanguage?: SpeechEngine['hearLanguage'];

  constructor(private readonly parts: TranscriptionsParts) {
    const { provider, model, terms } = parts;
    const verbose = terms.answer === 'verbose_json';
    const { pricePerMinuteUsd } = terms;
    this.card = {
      id: `${provider}/${model}`,
      provider,
      model,
      languages: 'any',
      hearsLanguage: verbose,
      wordTimes: verbose,
      pricePerMinuteUsd,
      embedded: false,
    };
    if (verbose) this.hearLanguage = (request, call) => this.listen(request, call);
  }

  /** What is paid is asked once: of class `ambiguous_submit` where nobody can tell whether it is billed. What is free is asked up to three times. */
  async transcribe(request: SpeechRequest, { signal }: SpeechCall): Promise<Transcript> {
    const answer = await this.ask(request, signal);
    return heardTranscript(answer, request.languageHint, this.priceOf(request.durationSeconds));
  }

  private async listen(request: SpeechRequest, { signal, directory }: SpeechCall): Promise<HeardLanguage> {
    const { path, durationSeconds } = await beginningOf(request, directory);
    const heard = heardTranscript(await this.ask({ path, durationSeconds }, signal), undefined, this.priceOf(durationSeconds));
    // It names a language without saying how sure it is: how well it understood what it heard is the nearest that there is.
    const { text, languageHeard, language, confidence, costUsd } = heard;
    return {
      language: text && languageHeard ? language : 'und',
      confidence: text && languageHeard ? confidence : 0,
      alternatives: [],
      costUsd,
    };
  }

  private async ask({ path, languageHint }: SpeechRequest, signal: AbortSignal): Promise<TranscriptionAnswer> {
    const { http, terms, provider, delaysMs } = this.parts;
    const form = await this.formOf(path, languageHint);
    const { body } =
      terms.pricePerMinuteUsd > 0
        ? await http.submit('/audio/transcriptions', { form, signal })
        : await tryAgain(() => http.ask('POST', '/audio/transcriptions', { form, signal }), signal, delaysMs);
    const read = TranscriptionAnswer.safeParse(typeof body === 'string' ? undefined : body);
    if (read.success) return read.data;
    throw new ProviderError('invalid', `${provider} answered something that is no transcription`);
  }

  private async formOf(path: string, languageHint: string | undefined): Promise<FormData> {
    const { model, terms } = this.parts;
    const form = new FormData();
    form.append('file', new Blob([await readFile(path)], { type: 'audio/wav' }), 'recording.wav');
    form.append('model', model);
    form.append('response_format', terms.answer);
    const code = whisperCode(languageHint);
    if (code) form.append('language', code);
    if (terms.answer === 'verbose_json') for (const each of ['word', 'segment']) form.append('timestamp_granularities[]', each);
    return form;
  }

  private priceOf(durationSeconds: number): number {
    const { pricePerMinuteUsd, leastSeconds } = this.parts.terms;
    return (Math.max(durationSeconds, leastSeconds) / 60) * pricePerMinuteUsd;
  }
}
