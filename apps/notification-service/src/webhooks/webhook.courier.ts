import { Outbound } from '@polyreel/outbound';
import { Injectable } from '@nestjs/common';
import { ATTEMPT_TIMEOUT_MS, Courier } from '../deliveries/courier.port.js';
import type { LeasedDelivery, Outcome } from '../deliveries/delivery.types.js';
import { retryAfter } from '../deliveries/retry.schedule.js';
import { printable } from '../printable.text.js';
import { secretsOf, SigningSecrets } from './signing-secrets.repository.js';
import { signedHeaders } from './webhook.signature.js';
import { Webhooks } from './webhooks.repository.js';

/** So much of an answer is kept for whoever looks for their mistake. */
const ANSWER_BYTES = 1_024;

/** Carries webhooks: signed anew with every try, under the same id. */
@Injectable()
export class WebhookCourier extends Courier {
  readonly method = 'webhook';

  constructor(
    private readonly webhooks: Webhooks,
    private readonly signingSecrets: SigningSecrets,
    private readonly outbound: Outbound,
  ) {
    super();
  }

  async carry(delivery: LeasedDelivery): Promise<Outcome> {
    const receiver = await this.receiverOf(delivery);
    if (!receiver) return { kind: 'failed', final: true, error: 'the endpoint is out of use', errorClass: 'out_of_use' };
    const { messageId, content: body } = delivery;
    const signed = signedHeaders({ messageId, timestamp: Math.floor(Date.now() / 1_000), body }, receiver.secrets);
    const answer = await this.outbound.send({
      url: receiver.url,
      headers: { 'content-type': 'application/json', 'user-agent': 'Polyreel-Webhooks/1', ...signed },
      body,
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      maxAnswerBytes: ANSWER_BYTES,
    });
    const told = { status: answer.status, text: printable(answer.text) };
    if (answer.status >= 200 && answer.status < 300) return { kind: 'delivered', ...told };
    const retryAfterMs = retryAfter(answer.headers['retry-after']);
    return { kind: 'failed', final: answer.status === 410, error: `answered ${answer.status}`, retryAfterMs, ...told };
  }

  private async receiverOf({ webhookId, target, userId }: LeasedDelivery): Promise<{ url: string; secrets: string[] } | undefined> {
    if (!webhookId) return { url: target, secrets: secretsOf(await this.signingSecrets.of(userId)) };
    const webhook = await this.webhooks.inUse(webhookId);
    return webhook && { url: webhook.url, secrets: secretsOf(webhook) };
  }
}
