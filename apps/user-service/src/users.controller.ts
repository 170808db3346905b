import { answer, BudgetRequest, ChangeProfileRequest, UsageQuery } from '@polyreel/http-api';
import { AppError, type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { Budgets } from './budgets.repository.js';
import { hasAccount, ownAccount, refuseKeys } from './own-account.guard.js';
import { PeopleCommands } from './people.commands.js';
import { viewOf, viewOfOperator } from './profile.view.js';
import { Profiles } from './profiles.repository.js';
import { Usage } from './usage.view.js';

/** One's own profile, credits and budgets: whoever calls is whom it is about, and no id is asked for. */
@Controller('users')
export class UsersController {
  constructor(
    private readonly profiles: Profiles,
    private readonly commands: PeopleCommands,
    private readonly usage: Usage,
    private readonly budgets: Budgets,
  ) {}

  @Get('profile')
  async profile(@CallerOf() caller: Caller) {
    const profile = await this.profiles.find(caller.userId);
    if (profile) return answer(viewOf(profile), 'This is you.');
    if (hasAccount(caller)) throw new AppError('profile_not_found', 'There is no profile yet, or no more.', 404);
    return answer(viewOfOperator(caller), 'This is the operator of this machine.');
  }

  @Put('profile')
  async changeProfile(@CallerOf() caller: Caller, @Body() body: unknown) {
    const profile = await this.commands.changeProfile(ownAccount(caller), ChangeProfileRequest.parse(body));
    return answer(viewOf(profile), 'The profile is changed.');
  }

  @Get('usage')
  async used(@CallerOf() caller: Caller, @Query() query: unknown) {
    return answer(await this.usage.of(caller, UsageQuery.parse(query)), 'This is what you have and what you have used.');
  }

  @Put('budget')
  async budget(@CallerOf() caller: Caller, @Body() body: unknown) {
    return this.setBudget(caller, undefined, body);
  }

  @Put('budget/keys/:keyId')
  async keyBudget(@CallerOf() caller: Caller, @Param('keyId', ParseUUIDPipe) keyId: string, @Body() body: unknown) {
    return this.setBudget(caller, keyId.toLowerCase(), body);
  }

  private async setBudget(caller: Caller, keyId: string | undefined, body: unknown) {
    refuseKeys(caller);
    const { credits } = BudgetRequest.parse(body);
    await this.budgets.set(caller.userId, keyId, credits);
    const budget = (await this.budgets.of(caller.userId)).find((one) => one.keyId === keyId);
    return answer(
      budget ?? { keyId, credits: null, spent: 0, percent: null },
      credits === null ? 'There is no budget.' : 'The budget is set.',
    );
  }
}
