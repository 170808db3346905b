import { type DataOf, NotificationSent } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { LiveSockets } from './live.sockets.js';

/** Tells a person who is connected what was sent to them. Who is not connected finds it in the notification-service's own list. */
@Handles(NotificationSent)
export class TellPerson {
  constructor(private readonly sockets: LiveSockets) {}

  handle({ userId, ...notification }: DataOf<typeof NotificationSent>, { id, time: at }: Received): void {
    this.sockets.notify(userId, { id, ...notification, at });
  }
}
