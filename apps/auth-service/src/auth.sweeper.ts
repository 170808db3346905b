import { Every } from '@polyreel/service-kit';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LapsedRegistrations } from './accounts/lapsed.registrations.js';
import { Letters } from './letters/letters.repository.js';
import { SignInCodes } from './oidc/sign-in-codes.repository.js';
import { Sessions } from './sessions/sessions.repository.js';
import { KeyRing } from './signing/key.ring.js';

const EVERY_MS = 3_600_000;

/** Turns the ring of signing keys when its time has come, and removes what can never be used again. */
@Injectable()
export class AuthSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly ring: KeyRing,
    private readonly sessions: Sessions,
    private readonly letters: Letters,
    private readonly codes: SignInCodes,
    private readonly lapsed: LapsedRegistrations,
  ) {}

  /** There is a key to sign with before anybody is let in. */
  async onApplicationBootstrap(): Promise<void> {
    await this.ring.turn();
  }

  @Every(EVERY_MS)
  async sweep(): Promise<void> {
    await this.ring.turn();
    await this.sessions.removeLapsed();
    await this.letters.removeOld();
    await this.codes.removeOld();
    await this.lapsed.remove();
  }
}
