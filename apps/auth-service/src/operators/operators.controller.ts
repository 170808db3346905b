import { answer, ChangeRoleRequest, EmailAddress, LockRequest } from '@polyreel/http-api';
import { AdminOnly, type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { OperatorCommands } from './operator.commands.js';

const MakeAdminRequest = z.strictObject({ email: EmailAddress, locale: z.string().min(2).max(35).default('en') });

/** Who may get in, for operators. */
@AdminOnly()
@Controller()
export class OperatorsController {
  constructor(private readonly commands: OperatorCommands) {}

  @Get('admin/users/:id/access')
  async read(@Param('id', ParseUUIDPipe) id: string) {
    return answer(await this.commands.view(id), 'Here it is.');
  }

  @Put('admin/users/:id/role')
  async changeRole(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown) {
    await this.commands.changeRole(id, ChangeRoleRequest.parse(body).role);
    return answer(await this.commands.view(id), 'The role has changed. Tokens that said otherwise have ended.');
  }

  @Put('admin/users/:id/lock')
  async lock(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown) {
    await this.commands.lock(id, LockRequest.parse(body).locked, caller);
    return answer(await this.commands.view(id), 'Done.');
  }

  @Post('admin/users/:id/logout')
  @HttpCode(200)
  async signOut(@Param('id', ParseUUIDPipe) id: string) {
    await this.commands.signOut(id);
    return answer(await this.commands.view(id), 'They are signed out everywhere.');
  }

  /** For `npm run admin`, which holds the secret of the mesh: no request from outside makes an operator. */
  @ServiceOnly()
  @Post('operators')
  @HttpCode(201)
  async makeAdmin(@Body() body: unknown) {
    const { email, locale } = MakeAdminRequest.parse(body);
    const { userId, link, validUntil } = await this.commands.makeAdmin(email, locale);
    return answer({ userId, email, link, validUntil: validUntil.toISOString() }, 'The link holds once.');
  }
}
