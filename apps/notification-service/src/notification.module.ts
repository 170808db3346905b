import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { OutboundModule } from '@polyreel/outbound';
import { Service } from '@polyreel/service-kit';
import { Attempts1764137000000 } from './attempts.migration.js';
import { BidFarewell } from './bid-farewell.handler.js';
import { ConfirmedAddresses1764137100000 } from './confirmed-addresses.migration.js';
import { Attempts } from './deliveries/attempts.repository.js';
import type { Courier } from './deliveries/courier.port.js';
import { Deliveries } from './deliveries/deliveries.repository.js';
import { DeliveryAftermath } from './deliveries/delivery.aftermath.js';
import { COURIERS, DeliveryRounds } from './deliveries/delivery.rounds.js';
import { ErasePeople } from './erase-people.handler.js';
import { ForgetRuns } from './forget-runs.handler.js';
import { KeptController } from './kept.controller.js';
import { KeptRecords } from './kept.records.js';
import { KnowPeople } from './know-people.handler.js';
import { LogSweeper } from './log.sweeper.js';
import { MailCourier } from './mail/mail.courier.js';
import { NoticeBoard } from './notice.board.js';
import { NotificationConfig } from './notification.config.js';
import { NotificationsController } from './notifications.controller.js';
import { Notifications1764130000000 } from './notifications.migration.js';
import { Notifications } from './notifications.repository.js';
import { People } from './people.repository.js';
import { Wishes } from './preferences.repository.js';
import { PushController } from './push/push.controller.js';
import { PushCourier } from './push/push.courier.js';
import { PushSubscriptions } from './push/push-subscriptions.repository.js';
import { RememberRuns } from './remember-runs.handler.js';
import { Runs } from './runs.repository.js';
import { SendAccountLetters } from './send-account-letters.handler.js';
import { TellOfBudgets } from './tell-of-budgets.handler.js';
import { TellOfProgress } from './tell-of-progress.handler.js';
import { TellOfRuns } from './tell-of-runs.handler.js';
import { ToldVoices1764140000000 } from './told-voices.migration.js';
import { SigningSecrets } from './webhooks/signing-secrets.repository.js';
import { WebhookCalls } from './webhooks/webhook.calls.js';
import { WebhookCourier } from './webhooks/webhook.courier.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { Webhooks } from './webhooks/webhooks.repository.js';

const handlers = [
  KnowPeople,
  SendAccountLetters,
  RememberRuns,
  TellOfRuns,
  TellOfProgress,
  TellOfBudgets,
  ForgetRuns,
  ErasePeople,
  BidFarewell,
];
const rows = [People, Runs, Wishes, Notifications, Webhooks, SigningSecrets, PushSubscriptions, Deliveries, Attempts, KeptRecords];
const couriers = [WebhookCourier, MailCourier, PushCourier];

@Service({
  name: 'notification-service',
  imports: [
    MessagingModule,
    OutboundModule,
    DatabaseModule.forSchema({
      schema: 'notifications',
      migrations: [Notifications1764130000000, Attempts1764137000000, ConfirmedAddresses1764137100000, ToldVoices1764140000000],
    }),
  ],
  controllers: [WebhooksController, NotificationsController, PushController, KeptController],
  providers: [
    NotificationConfig,
    ...handlers,
    ...rows,
    ...couriers,
    { provide: COURIERS, useFactory: (...all: Courier[]) => all, inject: couriers },
    NoticeBoard,
    WebhookCalls,
    DeliveryAftermath,
    DeliveryRounds,
    LogSweeper,
  ],
})
export class NotificationModule {}
