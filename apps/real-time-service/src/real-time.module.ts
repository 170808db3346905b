import { AccessModule, Door, OperatorConfig } from '@polyreel/access';
import { CacheModule } from '@polyreel/cache';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { DeliveryCount } from './delivery.counter.js';
import { EventsController } from './events.controller.js';
import { Feed } from './live.feed.js';
import { LiveConfig } from './live.limits.js';
import { LiveSockets } from './live.sockets.js';
import { Standings } from './run.standing.js';
import { TellOfJobs } from './tell-of-jobs.handler.js';
import { TellPerson } from './tell-person.handler.js';
import { TellWatchersOfVoices } from './tell-watchers-of-voices.handler.js';
import { TellWatchers } from './tell-watchers.handler.js';

@Service({
  name: 'real-time-service',
  imports: [MessagingModule, CacheModule, AccessModule],
  controllers: [EventsController],
  providers: [
    OperatorConfig,
    Door,
    LiveConfig,
    Feed,
    Standings,
    LiveSockets,
    TellOfJobs,
    TellPerson,
    TellWatchers,
    TellWatchersOfVoices,
    DeliveryCount,
  ],
})
export class RealTimeModule {}
