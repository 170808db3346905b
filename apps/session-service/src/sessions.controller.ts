import { answer, SessionEnded, type SessionView } from '@polyreel/http-api';
import { AppError, type Caller, CallerOf, Neighbours } from '@polyreel/service-kit';
import { Controller, Delete, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { SightingsCollector } from './sightings.collector.js';
import { SessionConfig } from './session.config.js';
import { type UserSession, UserSessions } from './user-sessions.repository.js';

/** Where somebody is signed in, for themselves. */
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly sessions: UserSessions,
    private readonly collector: SightingsCollector,
    private readonly neighbours: Neighbours,
    private readonly config: SessionConfig,
  ) {}

  @Get()
  async list(@CallerOf() { userId, sessionId }: Caller) {
    await this.collector.collect();
    const rows = await this.sessions.of(userId, this.config.SESSION_IDLE_DAYS);
    return answer({ sessions: rows.map((row) => viewOf(row, sessionId)) }, `${rows.length} session(s).`);
  }

  /** auth-service ends it, for that is where its tokens come from; the list follows at once all the same. */
  @Delete(':id')
  async end(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) sessionId: string) {
    if (!(await this.sessions.isOf(caller.userId, sessionId))) throw new AppError('session_not_found', 'There is no such session.', 404);
    await this.neighbours.ask({ service: 'auth-service', method: 'POST', path: `/sessions/${sessionId}/end`, caller, data: SessionEnded });
    await this.sessions.end(caller.userId, sessionId, new Date().toISOString());
    return answer({ sessionId }, 'The session has ended.');
  }
}

const viewOf = ({ id, method, userAgent, ipAddress, createdAt, lastSeenAt }: UserSession, own?: string): SessionView => ({
  sessionId: id,
  current: id === own,
  method,
  device: userAgent,
  address: ipAddress,
  signedInAt: createdAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
});
