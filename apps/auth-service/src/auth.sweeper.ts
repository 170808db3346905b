import { Cadence, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LapsedRegistrations } from './accounts/lapsed.registrations.js';
import { Letters } from './letters/letters.repository.js';
import { SignInCodes } from './oidc/sign-in-codes.repository.js';
import { Sessions } from './sessions/sessions.repository.js';
import { KeyRing } from './signing/key.ring.js';

const EVERY_MS = 3_600_000;

/** Turns the ring of signing keys when its time has come, and removes what can never be used again. */
@Injectable()
export class AuthSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly cadence: Cadence;

  constructor(
    private readonly ring: KeyRing,
    private readonly sessions: Sessions,
    private readonly letters: Letters,
    private readonly codes: SignInCodes,
    private readonly lapsed: LapsedRegistrations,
    service: ServiceIdentity,
  ) {
    this.cadence = new Cadence(EVERY_MS, () => this.sweep(), loggerFor(service.name));
  }

  async onApplicationBootstrap(): Promise<void> {
    this.cadence.start();
    await this.ring.turn();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.cadence.stop();
  }

  async sweep(): Promise<void> {
    await this.ring.turn();
    await this.sessions.removeLapsed();
    await this.letters.removeOld();
    await this.codes.removeOld();
    await this.lapsed.remove();
  }
}
