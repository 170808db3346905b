import { ConfigError } from '@polyreel/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ProviderHttp } from '../http/provider-http.js';
import { PocketSphinxEngine } from './pocketsphinx/pocketsphinx.engine.js';
import { isInstalled } from './is-installed.js';
import { SpeechConfig } from './speech.config.js';
import { speechModel, type SpeechModel } from './speech-model.js';
import type { SpeechEngine } from './speech.port.js';
import { TranscriptionsEngine } from './transcriptions/transcriptions.engine.js';
import { WhisperCppEngine } from './whisper-cpp/whisper-cpp.engine.js';

/** The engines that may ever be paid: the ledger closes what a service that died owed to them, also once their key has been taken away. */
export const PAID_LISTENERS: readonly string[] = ['openai', 'groq'];

type Terms = Omit<SpeechModel, 'id'>;

/** The engines that the environment configures, in the order in which they are asked. */
@Injectable()
export class SpeechRegistry implements OnApplicationShutdown {
  /** Those that write down what is said. */
  readonly engines: readonly SpeechEngine[];
  /** The same, beside those that are there but not among SPEECH_ENGINES, by their names. */
  private readonly there: ReadonlyMap<string, SpeechEngine>;
  private readonly connections: { close(): Promise<void> }[] = [];

  constructor(private readonly config: SpeechConfig) {
    this.there = new Map(Object.entries(this.makers()).flatMap(([name, make]) => (make ? [[name, make()]] : [])));
    this.engines = this.chosen(config.SPEECH_ENGINES, 'SPEECH_ENGINES');
  }

  /** The engines with these names, in this order, or all. Throws a ConfigError, naming the setting, where one is not there. */
  chosen(names: readonly string[] | undefined, setting: string): SpeechEngine[] {
    if (!names) return [...this.there.values()];
    return names.map((name) => {
      const engine = this.there.get(name);
      if (engine) return engine;
      const known = name in this.makers();
      throw new ConfigError(`${setting}: ${name} is ${known ? 'not configured or not installed' : 'no engine that is known here'}`);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.connections.map((one) => one.close()));
  }

  private makers(): Record<string, (() => SpeechEngine) | undefined> {
    const { config } = this;
    const { WHISPER_CPP_MODEL: file, SPEECH_SERVER_URL: server, GROQ_API_KEY: groq, OPENAI_API_KEY: openai } = config;
    const free = { answer: config.SPEECH_SERVER_ANSWER, pricePerMinuteUsd: 0, leastSeconds: 0 };
    return {
      'whisper.cpp': file ? () => new WhisperCppEngine(config.WHISPER_CPP_PROGRAM, file) : undefined,
      'speech-server': server
        ? () => this.at('speech-server', server, config.SPEECH_SERVER_KEY, config.SPEECH_SERVER_MODEL, free)
        : undefined,
      groq: groq ? () => this.paid('groq', config.GROQ_BASE_URL, groq, config.GROQ_SPEECH_MODEL) : undefined,
      openai: openai ? () => this.paid('openai', config.OPENAI_BASE_URL, openai, config.OPENAI_SPEECH_MODEL) : undefined,
      pocketsphinx: isInstalled(config.POCKETSPHINX_PROGRAM, config.PATH)
        ? () => new PocketSphinxEngine({ program: config.POCKETSPHINX_PROGRAM, model: config.POCKETSPHINX_MODEL })
        : undefined,
    };
  }

  private paid(provider: string, baseUrl: string, key: string, model: string): SpeechEngine {
    return this.at(provider, baseUrl, key, model, speechModel(`${provider}/${model}`, this.config.SPEECH_MODELS_FILE));
  }

  private at(provider: string, baseUrl: string, key: string | undefined, model: string, terms: Terms): SpeechEngine {
    const http = new ProviderHttp({
      provider,
      baseUrl,
      headers: key ? { authorization: `Bearer ${key}` } : {},
      connectTimeoutMs: this.config.PROVIDER_CONNECT_TIMEOUT_MS,
      answerTimeoutMs: this.config.SPEECH_ANSWER_TIMEOUT_MS,
    });
    this.connections.push(http);
    return new TranscriptionsEngine({ provider, model, terms, http });
  }
}
