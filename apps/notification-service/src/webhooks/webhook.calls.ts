import type { WebhookEvent } from '@polyreel/http-api';
import { derivedId } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Deliveries } from '../deliveries/deliveries.repository.js';
import { People } from '../people.repository.js';
import { Webhooks } from './webhooks.repository.js';

/** Something that a person's servers are to be told. */
export interface Call {
  userId: string;
  event: WebhookEvent;
  /** The same words whenever the same thing is told: one cause is one message. */
  cause: string;
  /** When it happened, ISO 8601. */
  at: string;
  data: Record<string, unknown>;
  /** The webhookUrl of a single generation. */
  callback?: string | null;
}

/** Grows where a field changes its meaning or goes; new fields come without. */
const VERSION = 1;

/** Makes deliveries of what happened: one for each endpoint that wants to hear of it. */
@Injectable()
export class WebhookCalls {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly people: People,
    private readonly deliveries: Deliveries,
  ) {}

  /** Within the transaction of what led to it. */
  async make({ userId, event, cause, at, data, callback }: Call): Promise<void> {
    if (await this.people.hasLeft(userId)) return;
    const message = {
      method: 'webhook',
      userId,
      kind: event,
      messageId: `msg_${derivedId('webhook', userId, cause)}`,
      content: bodyOf(event, at, data),
    } as const;
    for (const id of await this.webhooks.hearing(userId, event))
      await this.deliveries.add({ ...message, target: id, lane: laneOf(id), webhookId: id });
    if (callback) await this.deliveries.add({ ...message, target: callback, lane: `callback:${userId}:${new URL(callback).host}` });
  }

  /** A call that means nothing, to see whether an endpoint is reached. */
  async test(userId: string, webhookId: string): Promise<string> {
    const id = await this.deliveries.add({
      method: 'webhook',
      userId,
      kind: 'webhook.test',
      messageId: `msg_${randomUUID()}`,
      target: webhookId,
      lane: laneOf(webhookId),
      webhookId,
      content: bodyOf('webhook.test', new Date().toISOString(), { webhookId }),
    });
    return id!;
  }
}

const laneOf = (webhookId: string) => `webhook:${webhookId}`;
const bodyOf = (type: string, timestamp: string, data: Record<string, unknown>) =>
  JSON.stringify({ type, version: VERSION, timestamp, data });
