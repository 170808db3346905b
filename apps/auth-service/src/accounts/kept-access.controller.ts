import { answer, KeptQuery } from '@polyreel/http-api';
import { type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiKeys } from '../keys/api-keys.repository.js';
import { Accounts } from './accounts.repository.js';

/** How somebody gets in, for the export of their account: never what they get in with. There are few of each, so one page holds them. */
@ServiceOnly()
@Controller('kept')
export class KeptAccessController {
  constructor(
    private readonly accounts: Accounts,
    private readonly keys: ApiKeys,
  ) {}

  @Get('sign-in')
  async signIn(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    KeptQuery.parse(query);
    const account = await this.accounts.byId(userId);
    if (!account) return answer({ items: [], nextCursor: null }, 'Nothing is kept.');
    const { email, emailVerifiedAt, passwordHash, role, tier, locale } = account;
    const known = {
      email,
      emailVerifiedAt: emailVerifiedAt?.toISOString() ?? null,
      hasPassword: passwordHash !== null,
      role,
      tier,
      locale,
    };
    return answer({ items: [{ ...known, providers: await this.accounts.identities(userId) }], nextCursor: null }, 'What is kept.');
  }

  @Get('api-keys')
  async apiKeys(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    KeptQuery.parse(query);
    return answer({ items: await this.keys.of(userId), nextCursor: null }, 'What is kept.');
  }
}
