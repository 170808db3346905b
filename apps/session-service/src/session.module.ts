import { AccessModule } from '@polyreel/access';
import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { BeginSession } from './begin-session.handler.js';
import { EndSession } from './end-session.handler.js';
import { EraseSessions } from './erase-sessions.handler.js';
import { KeptSessionsController } from './kept-sessions.controller.js';
import { SessionConfig } from './session.config.js';
import { SessionsController } from './sessions.controller.js';
import { SightingsCollector } from './sightings.collector.js';
import { UserSessions1764130100000 } from './user-sessions.migration.js';
import { UserSessions } from './user-sessions.repository.js';

@Service({
  name: 'session-service',
  imports: [MessagingModule, AccessModule, DatabaseModule.forSchema({ schema: 'sessions', migrations: [UserSessions1764130100000] })],
  controllers: [SessionsController, KeptSessionsController],
  providers: [SessionConfig, UserSessions, SightingsCollector, BeginSession, EndSession, EraseSessions],
})
export class SessionModule {}
