import { type DataOf, GenerationProgressed } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { WebhookCalls } from './webhooks/webhook.calls.js';

/** Tells servers that asked for it how far a film is. */
@Handles(GenerationProgressed)
export class TellOfProgress {
  constructor(private readonly calls: WebhookCalls) {}

  async handle(
    { generationId, userId, progress, phase, message }: DataOf<typeof GenerationProgressed>,
    { time: at }: Received,
  ): Promise<void> {
    const cause = `generation:${generationId}:progress:${progress}:${phase}`;
    await this.calls.make({ userId, event: 'generation.progressed', cause, at, data: { generationId, progress, phase, message } });
  }
}
