import { answer } from '@polyreel/http-api';
import { type Caller, CallerOf } from '@polyreel/service-kit';
import { Controller, Delete, HttpCode } from '@nestjs/common';
import { AccountCommands } from './account.commands.js';
import { ownAccount, refuseKeys } from './own-account.guard.js';

/** One's own account as a whole. */
@Controller('users/account')
export class AccountController {
  constructor(private readonly commands: AccountCommands) {}

  @Delete()
  @HttpCode(202)
  async close(@CallerOf() caller: Caller) {
    refuseKeys(caller);
    const userId = ownAccount(caller);
    await this.commands.close(userId);
    return answer({ userId, status: 'erasing' }, 'The account is closed, and everything of it is being erased.');
  }
}
