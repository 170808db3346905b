import { type GenerationOptions, GenerationRequested, type Narration, narratedSeconds } from '@polyreel/contracts';
import { moderate } from '@polyreel/language';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { ProcessEngine } from '@polyreel/workflow';
import { Injectable } from '@nestjs/common';
import { randomInt, randomUUID } from 'node:crypto';
import { type Accepted, Claims, hashOf, idUnderKey, keyReused } from './claims.repository.js';
import { CreditDesk } from './credit.desk.js';
import { Estimator } from './film.estimator.js';
import { generationProcess } from './generation.process.js';
import { acceptedState } from './generation.state.js';
import { Generations } from './generations.repository.js';

/** The largest seed that fits the API's range. */
const SEEDS = 2_147_483_647;

/** A film that somebody wants. */
export interface Wanted {
  prompt: string;
  language?: string;
  options: GenerationOptions;
  /** The generation that this one tries again. */
  retryOf?: string;
  /** The recording that it was said in. */
  voiceId?: string;
  /** Set where that is heard in the film, which then lasts as long as it does. */
  narration?: Narration;
}

/** Takes generations in. Once accept() resolves, the run reaches one end, whatever dies on the way. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly generations: Generations,
    private readonly claims: Claims,
    private readonly credits: CreditDesk,
    private readonly estimator: Estimator,
    private readonly engine: ProcessEngine,
    private readonly publisher: EventPublisher,
  ) {}

  /** Throws `content_blocked` before anything is written. */
  refuse(prompt: string, language?: string): void {
    const verdict = moderate(prompt, language);
    if (!verdict.allowed)
      throw new AppError('content_blocked', `This prompt cannot be filmed: ${verdict.reason}`, 422, { category: verdict.category });
  }

  /** Under a key the same is accepted once, and asking again gives the first answer. */
  async accept(caller: Caller, wanted: Wanted, key?: string): Promise<Accepted> {
    if (key === undefined) return this.acceptNew(caller, wanted, randomUUID());
    const id = idUnderKey(caller.userId, key);
    const hash = hashOf(wanted);
    const former = await this.claims.answered(id, hash);
    if (former) return former;
    try {
      return await this.acceptNew(caller, wanted, id, hash);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code !== 'reservation_differs' && code !== 'id_taken') throw error;
      // Somebody else asked under the same key at the same moment, and was first.
      const first = await this.claims.answered(id, hash);
      if (first) return first;
      throw keyReused();
    }
  }

  /** Takes one in under an id that was chosen before. Throws `id_taken` (409) where somebody has the id, or its owner has been erased. */
  async acceptNew(caller: Caller, wanted: Wanted, id: string, hash?: string): Promise<Accepted> {
    const { prompt, language, retryOf, voiceId, narration } = wanted;
    const options = narration ? { ...wanted.options, durationSeconds: narratedSeconds(narration) } : wanted.options;
    this.refuse(prompt, language);
    const { userId, tier } = caller;
    const { credits, costUsd } = this.estimator.price(prompt, options);
    const ahead = await this.generations.ahead(id);
    const answer: Accepted = {
      generationId: id,
      status: 'pending',
      estimatedTimeSeconds: this.estimator.seconds(prompt, options, ahead),
      estimatedCostUsd: costUsd,
      estimatedCredits: credits,
      queuePosition: ahead,
    };
    await this.credits.reserve(caller, id, credits);
    const accepted = acceptedState(caller, options, { seed: randomInt(SEEDS), message: acceptedMessage(wanted, options) });
    const state = { ...accepted, language, retryOf, voiceId, narration, estimatedCredits: credits };
    const about = { generationId: id, userId, tier, inputText: prompt, language, voiceId, narration };
    const requested = GenerationRequested({ ...about, options: state.options });
    const begun = this.engine.begin(generationProcess, id, 'understanding', state, { correlationid: id, userid: userId, tier });
    const writes = [this.claims.claiming(id, userId, hash, answer), this.generations.adding(id, userId, prompt), begun];
    if (await this.publisher.settle([requested], writes)) return answer;
    throw new AppError('id_taken', 'This took too long and was given up, or the account is closed. Ask again.', 409);
  }
}

/** Whoever named a length that a voice overrides is told. */
function acceptedMessage({ narration, options: { durationSeconds: asked } }: Wanted, { durationSeconds }: GenerationOptions): string {
  const accepted = 'The prompt is accepted.';
  if (!narration) return accepted;
  const instead = asked === undefined || asked === durationSeconds ? '' : `, not the ${asked} s that were asked for`;
  return `${accepted} The film lasts as long as the voice is heard: ${durationSeconds} s${instead}.`;
}
