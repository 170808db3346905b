import { readFile } from 'node:fs/promises';
import { beginningOf } from '../beginning-of.js';
import { AnotherLanguage } from '../first-that-listens.js';
import type { HeardLanguage, SpeechCall, SpeechCard, SpeechEngine, SpeechRequest, Transcript } from '../speech.port.js';
import { audibleSeconds } from './audible.js';
import type { DecodedSpeech, DecodedWord } from './decoded-speech.js';
import { type Judgement, judgementOf, rightness } from './judgement.js';
import { hearTwice, type SphinxModel } from './pocketsphinx.program.js';
import { readable } from './readable-text.js';

/** Embedded: Debian's PocketSphinx with its general English model. Knows English only, and hears some English in everything. */
export class PocketSphinxEngine implements SpeechEngine {
  readonly card: SpeechCard = {
    id: 'pocketsphinx/en-us',
    provider: 'pocketsphinx',
    model: 'en-us',
    languages: ['en'],
    hearsLanguage: false,
    wordTimes: true,
    pricePerMinuteUsd: 0,
    embedded: true,
  };

  constructor(private readonly sphinx: SphinxModel) {}

  /** Rejects with AnotherLanguage where nobody says that English is spoken and it does not sound like it. */
  async transcribe(request: SpeechRequest, call: SpeechCall): Promise<Transcript> {
    const { words, judgement } = await this.listen(request, call);
    const nothing = { text: '', words: [], confidence: 0, language: 'en', languageHeard: false, costUsd: 0 };
    if (judgement.verdict === 'no_speech') return nothing;
    if (judgement.verdict === 'not_english' && request.languageHint === undefined)
      throw new AnotherLanguage('what is spoken does not sound like English, the only language that PocketSphinx knows');
    return { ...nothing, ...readable(words.map(asSpoken)), confidence: judgement.wordsRight };
  }

  /** It cannot hear a language, but how well English fits what it hears first: `en`, or nothing that it could name. */
  async hearLanguage(request: SpeechRequest, call: SpeechCall): Promise<HeardLanguage> {
    const { judgement } = await this.listen(await beginningOf(request, call.directory), call);
    const known = judgement.verdict === 'english';
    return { language: known ? 'en' : 'und', confidence: known ? judgement.english : 0, alternatives: [], costUsd: 0 };
  }

  /** Where nothing sounds there is nothing to ask the program for. */
  private async listen(request: SpeechRequest, call: SpeechCall): Promise<{ words: DecodedWord[]; judgement: Judgement }> {
    const audible = audibleSeconds(await readFile(request.path));
    const heard = audible === 0 ? NOTHING : await hearTwice(this.sphinx, { ...request, ...call });
    return { words: heard.words, judgement: judgementOf(heard, audible) };
  }
}

const NOTHING: DecodedSpeech = { words: [], wordlessSeconds: 0 };

const asSpoken = ({ posterior, ...word }: DecodedWord) => ({ ...word, confidence: rightness(posterior) });
