import { type DataOf, GenerationRequested } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { People } from './people.repository.js';
import { causeOf, type Story, withMetadata } from './run.story.js';
import { Runs } from './runs.repository.js';
import { WebhookCalls } from './webhooks/webhook.calls.js';

/** Keeps what a film was asked for with: its letters name the prompt, and its own webhookUrl is called at its end. */
@Handles(GenerationRequested)
export class RememberRuns {
  constructor(
    private readonly people: People,
    private readonly runs: Runs,
    private readonly calls: WebhookCalls,
  ) {}

  async handle({ generationId, userId, inputText: prompt, options }: DataOf<typeof GenerationRequested>): Promise<void> {
    if (await this.people.hasLeft(userId)) return;
    const { webhookUrl, metadata } = options;
    const { ending } = await this.runs.asked(generationId, userId, { prompt, webhookUrl, metadata });
    // The end has overtaken the beginning: what could not be called then is called now.
    if (!ending || !webhookUrl) return;
    const { event, at, data } = ending as Story;
    const cause = causeOf({ generationId }, event);
    await this.calls.make({ userId, event, at, data: withMetadata(data, metadata), cause, callback: webhookUrl });
  }
}
