import { answer, PushSubscriptionRequest } from '@polyreel/http-api';
import { Outbound } from '@polyreel/outbound';
import { type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { NotificationConfig } from '../notification.config.js';
import { PushSubscriptions } from './push-subscriptions.repository.js';

/** The caller's browsers. */
@Controller('notifications')
export class PushController {
  constructor(
    private readonly config: NotificationConfig,
    private readonly subscriptions: PushSubscriptions,
    private readonly outbound: Outbound,
  ) {}

  @Get('push-key')
  key() {
    return answer({ publicKey: this.config.VAPID_PUBLIC_KEY ?? null }, 'Subscribe with this key.');
  }

  @Post('push-subscriptions')
  async subscribe(@CallerOf() { userId }: Caller, @Body() body: unknown) {
    const wanted = PushSubscriptionRequest.parse(body);
    const endpoint = this.outbound.checked(wanted.endpoint).href;
    return answer({ subscriptionId: await this.subscriptions.add(userId, { ...wanted, endpoint }) }, 'This browser is subscribed.');
  }

  @Delete('push-subscriptions/:id')
  async unsubscribe(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) subscriptionId: string) {
    await this.subscriptions.removeOwn(userId, subscriptionId);
    return answer({ subscriptionId }, 'This browser is told nothing any more.');
  }
}
