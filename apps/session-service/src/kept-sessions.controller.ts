import { answer, KeptQuery } from '@polyreel/http-api';
import { type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { UserSessions } from './user-sessions.repository.js';

const PAGE = 200;

/** Where somebody is or was signed in, for the export of their account. */
@ServiceOnly()
@Controller('kept/sessions')
export class KeptSessionsController {
  constructor(private readonly sessions: UserSessions) {}

  @Get()
  async page(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    const { rows, nextCursor } = await this.sessions.page(userId, KeptQuery.parse(query).cursor, PAGE);
    const items = rows.map(({ id, method, userAgent, ipAddress, createdAt, lastSeenAt, endedAt }) => ({
      sessionId: id,
      method,
      device: userAgent,
      address: ipAddress,
      signedInAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    }));
    return answer({ items, nextCursor }, 'What is kept.');
  }
}
