import { Outbound } from '@polyreel/outbound';
import { Injectable } from '@nestjs/common';
import { ATTEMPT_TIMEOUT_MS, Courier } from '../deliveries/courier.port.js';
import type { LeasedDelivery, Outcome } from '../deliveries/delivery.types.js';
import { retryAfter } from '../deliveries/retry.schedule.js';
import { NotificationConfig } from '../notification.config.js';
import { printable } from '../printable.text.js';
import { PushSubscriptions } from './push-subscriptions.repository.js';

/** A push service keeps it so long for a browser that is not there. */
const KEPT_SECONDS = 24 * 3_600;
/** It has lapsed, or the message does not fit: the same request fares no better later. */
const FINAL = [400, 404, 410, 413];

/** Carries web push: encrypted for the one browser (RFC 8291), signed by us (RFC 8292). */
@Injectable()
export class PushCourier extends Courier {
  readonly method = 'push';

  constructor(
    private readonly config: NotificationConfig,
    private readonly subscriptions: PushSubscriptions,
    private readonly outbound: Outbound,
  ) {
    super();
  }

  async carry({ target, content }: LeasedDelivery): Promise<Outcome> {
    const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = this.config;
    if (!publicKey || !privateKey || !subject) return { kind: 'not_configured', error: 'web push is not set up' };
    const subscription = await this.subscriptions.one(target);
    if (!subscription) return { kind: 'failed', final: true, error: 'the browser is no longer subscribed' };
    const { endpoint, p256dh, auth } = subscription;
    // Loaded when the first push is due: most meshes on a laptop never send one.
    const { default: webPush } = await import('web-push');
    const request = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, content, {
      vapidDetails: { subject, publicKey, privateKey },
      TTL: KEPT_SECONDS,
    });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const answer = await this.outbound.send({
      url: endpoint,
      headers,
      body: request.body,
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      maxAnswerBytes: 1_024,
    });
    const told = { status: answer.status, text: printable(answer.text) };
    if (answer.status >= 200 && answer.status < 300) return { kind: 'delivered', ...told };
    const retryAfterMs = retryAfter(answer.headers['retry-after']);
    return { kind: 'failed', final: FINAL.includes(answer.status), error: `answered ${answer.status}`, retryAfterMs, ...told };
  }
}
