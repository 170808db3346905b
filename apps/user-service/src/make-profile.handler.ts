import { type DataOf, UserRegistered } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { Profiles } from './profiles.repository.js';

/** Gives every new account its profile. */
@Handles(UserRegistered)
export class MakeProfile {
  constructor(private readonly profiles: Profiles) {}

  async handle(registered: DataOf<typeof UserRegistered>) {
    await this.profiles.add(registered);
  }
}
