import { CacheModule } from '@polyreel/cache';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { DeliveryCount } from './delivery.counter.js';
import { EventsController } from './events.controller.js';
import { Feed } from './live.feed.js';
import { TellOfJobs } from './tell-of-jobs.handler.js';
import { TellWatchers } from './tell-watchers.handler.js';

@Service({
  name: 'real-time-service',
  imports: [MessagingModule, CacheModule],
  controllers: [EventsController],
  providers: [Feed, TellOfJobs, TellWatchers, DeliveryCount],
})
export class RealTimeModule {}
