import { Standing, StandingQuestion } from '@polyreel/access';
import { answer } from '@polyreel/http-api';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { SessionCommands } from './session.commands.js';
import { Sessions } from './sessions.repository.js';

/** Leaving, and whether somebody has left. */
@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly commands: SessionCommands,
    private readonly publisher: EventPublisher,
  ) {}

  @Post('auth/logout')
  @HttpCode(200)
  async logout(@CallerOf() { userId, sessionId }: Caller) {
    if (!sessionId) throw new AppError('session_needed', 'Only a session can be left.', 403);
    await this.publisher.commit(() => this.commands.end({ userId, sessionId }, 'asked'));
    return answer({ sessionId }, 'You are signed out.');
  }

  @Post('auth/logout-everywhere')
  @HttpCode(200)
  async logoutEverywhere(@CallerOf() { userId, sessionId }: Caller) {
    if (!sessionId) throw new AppError('session_needed', 'Only somebody who has signed in can leave.', 403);
    await this.publisher.commit(() => this.commands.end({ userId }, 'asked'));
    return answer({}, 'You are signed out everywhere.');
  }

  /** For session-service, which has seen that the session is the caller's; it is looked at again here. */
  @ServiceOnly()
  @Post('sessions/:id/end')
  @HttpCode(200)
  async end(@CallerOf() { userId }: Caller, @Param('id', ParseUUIDPipe) sessionId: string) {
    await this.publisher.commit(() => this.commands.end({ userId, sessionId }, 'asked'));
    return answer({ sessionId }, 'The session has ended.');
  }

  /** For the doors of the mesh while Redis is away. */
  @ServiceOnly()
  @Post('tokens/standing')
  @HttpCode(200)
  async standing(@Body() body: unknown) {
    return answer(Standing.parse({ holds: await this.sessions.holds(StandingQuestion.parse(body)) }), 'As of now.');
  }
}
