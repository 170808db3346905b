import { type DataOf, VoiceProcessingCompleted } from '@polyreel/contracts';
import { failureOf, Handles, type Received, RETRY_POLICY, type RetryPolicy } from '@polyreel/messaging';
import { Inject } from '@nestjs/common';
import { VoiceFilms } from './voice-films.commands.js';

/**
 * Begins the film that is wanted of a recording. What it writes is a commit of its own, that of a generation which begins with nothing
 * before it: its events are of the generation's run, not of the recording's.
 */
@Handles(VoiceProcessingCompleted, { outsideTransactions: true })
export class FilmVoice {
  constructor(
    private readonly films: VoiceFilms,
    @Inject(RETRY_POLICY) private readonly retries: RetryPolicy,
  ) {}

  async handle({ generation, ...voice }: DataOf<typeof VoiceProcessingCompleted>, { attempt }: Pick<Received, 'attempt'>) {
    if (!generation) return;
    const filmed = { ...voice, generation };
    try {
      await this.films.begin(filmed);
    } catch (error) {
      if (attempt <= this.retries.delaysMs.length) throw error;
      // Patience is at its end: whoever was promised the film need not wait for ever.
      const { message } = failureOf(error);
      await this.films.fail(filmed, { code: 'generation_not_begun', message: `The film could not be begun: ${message}` });
    }
  }
}
