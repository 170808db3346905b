import { AccountDataErased, AccountDeleted, type DataOf } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { ServiceIdentity } from '@polyreel/service-kit';
import { People } from './people.repository.js';

/** Erases what is kept of somebody who closed their account. Only the address for the farewell stays until that is sent. */
@Handles(AccountDeleted, { emits: [AccountDataErased] })
export class ErasePeople {
  constructor(
    private readonly people: People,
    private readonly service: ServiceIdentity,
  ) {}

  async handle({ userId }: DataOf<typeof AccountDeleted>) {
    return AccountDataErased({ userId, service: this.service.name, erased: await this.people.leave(userId) });
  }
}
