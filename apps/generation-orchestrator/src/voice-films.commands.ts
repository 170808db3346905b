import { type DataOf, GenerationFailed, type VoiceGeneration, type VoiceProcessingCompleted } from '@polyreel/contracts';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller, type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { ProcessEngine } from '@polyreel/workflow';
import { Injectable } from '@nestjs/common';
import { Acceptance } from './acceptance.commands.js';
import { Claims } from './claims.repository.js';
import { generationProcess } from './generation.process.js';
import { acceptedState } from './generation.state.js';
import { Generations } from './generations.repository.js';

/** A recording that is understood, and of which a film is wanted. */
export type FilmedVoice = DataOf<typeof VoiceProcessingCompleted> & { generation: VoiceGeneration };

/** Why no film is made of a recording. */
interface Refusal {
  code: string;
  message: string;
}

/** Refusals that may pass by themselves: another try is another matter. Of 401 its owner knows nothing, it is between services. */
const PASSING = new Set([401, 408, 425, 429]);

const FORGOTTEN: Refusal = {
  code: 'generation_not_begun',
  message: 'The film could not be begun in time and nothing was charged. Try it again.',
};

/** Begins films of recordings as if their owners had asked for them when they were understood. */
@Injectable()
export class VoiceFilms {
  private readonly log: Logger;

  constructor(
    private readonly acceptance: Acceptance,
    private readonly claims: Claims,
    private readonly generations: Generations,
    private readonly engine: ProcessEngine,
    private readonly publisher: EventPublisher,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /**
   * Begins it under the id that was given out with the recording, however often it is asked; what is refused exists as failed. Rejects where
   * another try may help: user-service is away, or was asked and could not be heard.
   */
  async begin(voice: FilmedVoice): Promise<void> {
    const { generationId } = voice.generation;
    const standing = await this.claims.standing(generationId);
    if (standing === 'owned') return;
    // Its credits were set aside and have been given back: they cannot be set aside for this id again.
    if (standing === 'refused') return this.fail(voice, FORGOTTEN);
    try {
      await this.acceptance.acceptNew(ownerOf(voice), wantedOf(voice), generationId);
    } catch (error) {
      if (!(error instanceof AppError) || error.statusCode >= 500 || PASSING.has(error.statusCode)) throw error;
      if (error.code !== 'id_taken') return this.fail(voice, error);
      // Another delivery was faster, the id was refused meanwhile, or the owner has left.
      if ((await this.claims.standing(generationId)) === 'refused') await this.fail(voice, FORGOTTEN);
    }
  }

  /** The generation exists and has failed; whatever was set aside for it comes back when its end is heard. Once only, and never where it has begun. */
  async fail(voice: FilmedVoice, { code, message }: Refusal): Promise<void> {
    const { voiceId, userId, tier, finalText, language, narration } = voice;
    const { generationId, options } = voice.generation;
    const begun = acceptedState({ userId, tier }, options, { seed: 0, message });
    const state = { ...begun, language, voiceId, narration, error: { code, message, phase: begun.phase } };
    const failed = GenerationFailed({
      generationId,
      userId,
      phase: state.phase,
      errorCode: code,
      message,
      failedAt: new Date().toISOString(),
    });
    const run = this.engine.begin(generationProcess, generationId, 'failed', state, { correlationid: generationId, userid: userId, tier });
    const writes = [this.claims.refusing(generationId, userId), this.generations.adding(generationId, userId, finalText), run];
    const held = await this.publisher.settle([failed], writes);
    this.log.info({ generationId, voiceId, code, held }, 'no film is made of a recording');
  }
}

/** The owner as they would have asked, by the key that they used: its budget pays. */
const ownerOf = ({ userId, tier, generation: { keyId } }: FilmedVoice): Caller => ({ userId, role: 'user', tier, keyId });

const wantedOf = ({ voiceId, finalText: prompt, language, narration, generation: { options, narrate } }: FilmedVoice) => ({
  prompt,
  language: language === 'und' ? undefined : language,
  options,
  voiceId,
  narration: narrate ? narration : undefined,
});
