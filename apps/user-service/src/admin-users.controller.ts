import { answer, ChangeUserRequest, GrantCreditsRequest, ListAuditQuery, ListUsersQuery, type UserSummary } from '@polyreel/http-api';
import { AdminOnly, type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { AuditLog } from './audit.log.js';
import { CreditLedger } from './credit.ledger.js';
import { PeopleCommands } from './people.commands.js';
import type { Profile } from './profile.entity.js';
import { viewOf } from './profile.view.js';
import { Profiles } from './profiles.repository.js';

/** People, as operators see and change them. */
@AdminOnly()
@Controller('admin')
export class AdminUsersController {
  constructor(
    private readonly profiles: Profiles,
    private readonly commands: PeopleCommands,
    private readonly ledger: CreditLedger,
    private readonly audit: AuditLog,
  ) {}

  @Get('users')
  async list(@Query() query: unknown) {
    const { rows, nextCursor } = await this.profiles.page(ListUsersQuery.parse(query));
    return answer({ users: await Promise.all(rows.map((row) => this.summaryOf(row))), nextCursor }, `${rows.length} account(s).`);
  }

  @Patch('users/:id')
  async change(@CallerOf() actor: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown) {
    const profile = await this.commands.changeUser(actor, id.toLowerCase(), ChangeUserRequest.parse(body));
    return answer(await this.summaryOf(profile), 'The account is changed.');
  }

  @Post('users/:id/credits')
  @HttpCode(200)
  async grant(@CallerOf() actor: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown) {
    const userId = id.toLowerCase();
    const { credits, reason } = GrantCreditsRequest.parse(body);
    const balance = await this.commands.grant(actor, userId, { credits, reason });
    return answer({ userId, credits, balance }, credits > 0 ? 'The credits are granted.' : 'The credits are taken.');
  }

  @Get('audit')
  async audited(@Query() query: unknown) {
    return answer(await this.audit.page(ListAuditQuery.parse(query)), 'What operators did.');
  }

  private async summaryOf(profile: Profile): Promise<UserSummary> {
    const { preferences: _, ...summary } = viewOf(profile);
    return { ...summary, ...(await this.ledger.read(profile.userId)) };
  }
}
