import { Cache } from '@polyreel/cache';
import { OutrightCalls, type Unit } from '@polyreel/provider-ledger';
import { HeardLanguage, type SpeechCall, type SpeechEngine, type SpeechRequest, SpeechRegistry } from '@polyreel/providers';
import { type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { VoiceLanguageConfig } from './voice-language.config.js';

type Able = SpeechEngine & Required<Pick<SpeechEngine, 'hearLanguage'>>;

export interface Recording extends SpeechRequest {
  /** SHA-256 of its bytes. */
  checksum: string;
}

/** Those who can tell a language by listening, in their order. */
@Injectable()
export class LanguageListeners {
  private readonly able: readonly Able[];
  private readonly log: Logger;

  constructor(
    registry: SpeechRegistry,
    { VOICE_LANGUAGE_ENGINES: names }: VoiceLanguageConfig,
    private readonly paid: OutrightCalls,
    private readonly cache: Cache,
    service: ServiceIdentity,
  ) {
    const chosen = registry.chosen(names, 'VOICE_LANGUAGE_ENGINES').filter(({ card }) => names || card.pricePerMinuteUsd === 0);
    this.able = chosen.filter((engine): engine is Able => engine.hearLanguage !== undefined);
    this.log = loggerFor(service.name);
  }

  /**
   * What the first one heard that could tell, and who it was; `und` by `none` where none of them can. It costs what all were paid that were
   * asked. Rejects with the signal's reason only.
   */
  async hear(unit: Unit, recording: Recording, call: SpeechCall): Promise<HeardLanguage & { engine: string }> {
    let costUsd = 0;
    for (const engine of this.able) {
      try {
        const heard = await this.cache.remember('voice', this.questionOf(engine, unit, recording), HeardLanguage, () =>
          this.ask(engine, unit, recording, call),
        );
        costUsd += heard.costUsd;
        if (heard.language !== 'und') return { ...heard, costUsd, engine: `${engine.card.provider} ${engine.card.model}` };
      } catch (error) {
        call.signal.throwIfAborted();
        this.log.warn({ err: error, engine: engine.card.id }, 'an engine could not tell the language of a recording');
      }
    }
    return { language: 'und', confidence: 0, alternatives: [], costUsd, engine: 'none' };
  }

  private questionOf({ card }: SpeechEngine, unit: Unit, { checksum }: Recording): string[] {
    return ['language', card.id, checksum, card.pricePerMinuteUsd > 0 ? unit.key : ''];
  }

  private ask(engine: Able, unit: Unit, recording: Recording, call: SpeechCall): Promise<HeardLanguage> {
    const { provider, model, pricePerMinuteUsd } = engine.card;
    const work = () => engine.hearLanguage(recording, call);
    if (pricePerMinuteUsd === 0) return work();
    return this.paid.make(unit, {
      provider,
      model,
      request: recording.checksum,
      signal: call.signal,
      work,
      costUsd: ({ costUsd }) => costUsd,
    });
  }
}
