import { Cache } from '@polyreel/cache';
import { OutrightCalls, type Unit } from '@polyreel/provider-ledger';
import { firstThatListens, type SpeechCall, type SpeechEngine, type SpeechRequest, SpeechRegistry, Transcript } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';

/** A recording of the object store, fetched. */
export interface Recording extends SpeechRequest {
  /** SHA-256 of its bytes: the same bytes are not listened to twice within a day. */
  checksum: string;
}

/** Everybody who listens here, in the configured order: what is paid goes through the ledger, what is free is remembered by the recording. */
@Injectable()
export class Listeners {
  constructor(
    private readonly registry: SpeechRegistry,
    private readonly paid: OutrightCalls,
    private readonly cache: Cache,
  ) {}

  /** Rejects as firstThatListens does. */
  async transcribe(unit: Unit, recording: Recording, call: SpeechCall) {
    return firstThatListens(this.registry.engines, recording.languageHint, call.signal, (engine) =>
      this.cache.remember('voice', this.questionOf(engine, unit, recording), Transcript, () => this.ask(engine, unit, recording, call)),
    );
  }

  /** What was paid for is remembered for its own unit only: it answers a runner that takes the job over, and nobody else. */
  private questionOf({ card }: SpeechEngine, unit: Unit, { checksum, languageHint = '' }: Recording): string[] {
    return ['transcript', card.id, checksum, languageHint, card.pricePerMinuteUsd > 0 ? unit.key : ''];
  }

  private ask(engine: SpeechEngine, unit: Unit, recording: Recording, call: SpeechCall): Promise<Transcript> {
    const { provider, model, pricePerMinuteUsd } = engine.card;
    const work = () => engine.transcribe(recording, call);
    if (pricePerMinuteUsd === 0) return work();
    const { checksum, durationSeconds, languageHint } = recording;
    const request = { checksum, durationSeconds, languageHint };
    return this.paid.make(unit, { provider, model, request, signal: call.signal, work, costUsd: ({ costUsd }) => costUsd });
  }
}
