import { UserProfileUpdated } from '@polyreel/contracts';
import type { ChangeProfileRequest, ChangeUserRequest, GrantCreditsRequest } from '@polyreel/http-api';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { AuditLog } from './audit.log.js';
import { NOT_SO_MANY } from './credits.migration.js';
import { CreditLedger } from './credit.ledger.js';
import type { Profile } from './profile.entity.js';
import { Profiles } from './profiles.repository.js';

/** What people do to their own profile, and operators to those of others. Each is one transaction with what it is told and audited by. */
@Injectable()
export class PeopleCommands {
  constructor(
    private readonly profiles: Profiles,
    private readonly ledger: CreditLedger,
    private readonly audit: AuditLog,
    private readonly publisher: EventPublisher,
  ) {}

  /** Changes one's own profile. */
  async changeProfile(userId: string, { displayName, locale, preferences }: ChangeProfileRequest): Promise<Profile> {
    let changed: Profile | undefined;
    await this.publisher.commit(async () => {
      const profile = await this.profiles.forChange(userId);
      changed = Object.assign(profile, present({ displayName, locale, preferences }));
      await this.profiles.save(changed);
      // A name that was taken back is told as an empty one.
      const profileChanges = { ...present({ locale }), ...(displayName === undefined ? {} : { displayName: displayName ?? '' }) };
      if (Object.keys(profileChanges).length === 0) return [];
      return [UserProfileUpdated({ userId, profileChanges, updatedAt: new Date().toISOString() })];
    });
    return changed!;
  }

  /** An operator gives another tier, suspends, or lets in again. */
  async changeUser(actor: Caller, userId: string, { tier, suspended, reason }: ChangeUserRequest): Promise<Profile> {
    if (actor.userId === userId && suspended) throw new AppError('own_account', 'Nobody suspends themselves.', 409);
    let changed: Profile | undefined;
    await this.publisher.commit(async () => {
      const profile = await this.profiles.forChange(userId);
      const before = { tier: profile.tier, suspended: profile.suspended };
      changed = Object.assign(profile, present({ tier, suspended }));
      await this.profiles.save(changed);
      const after = { tier: changed.tier, suspended: changed.suspended };
      await this.audit.add({ actor: actor.userId, action: 'user_changed', userId, before, after, reason });
      if (after.tier === before.tier && after.suspended === before.suspended) return [];
      const profileChanges = {
        ...(after.tier === before.tier ? {} : { tier: after.tier }),
        ...(after.suspended === before.suspended ? {} : { suspended: after.suspended }),
      };
      return [UserProfileUpdated({ userId, profileChanges, updatedAt: new Date().toISOString() })];
    });
    return changed!;
  }

  /** An operator grants credits, or takes them. Throws `credits_insufficient` where there is less to take. Answers the balance. */
  async grant(actor: Caller, userId: string, { credits, reason }: GrantCreditsRequest): Promise<number> {
    let balance = 0;
    const commit = this.publisher.commit(async () => {
      await this.profiles.of(userId);
      const before = await this.ledger.account(userId);
      balance = before.balance + credits;
      const action = credits > 0 ? 'credits_granted' : 'credits_taken';
      const deed = { actor: actor.userId, action, userId, before: { balance: before.balance }, after: { balance }, reason } as const;
      await this.ledger.adjust(userId, credits, await this.audit.add(deed));
      return [];
    });
    await commit.catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== NOT_SO_MANY) throw error;
      throw new AppError('credits_insufficient', 'There are not so many credits to take.', 409);
    });
    return balance;
  }
}

const present = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
