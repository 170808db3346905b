import { Sightings } from '@polyreel/access';
import { Cadence, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SessionConfig } from './session.config.js';
import { UserSessions } from './user-sessions.repository.js';

const EVERY_MS = 30_000;
/** As many sightings as one statement writes down. */
const AT_ONCE = 5_000;
/** What is old is removed in every hundredth turn. */
const SWEEP_EVERY = 100;

/** Writes down when sessions were last used, as the doors of the mesh noted it in Redis, and removes what is long over. */
@Injectable()
export class SightingsCollector implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly cadence: Cadence;
  private turns = 0;

  constructor(
    private readonly sightings: Sightings,
    private readonly sessions: UserSessions,
    private readonly config: SessionConfig,
    service: ServiceIdentity,
  ) {
    this.cadence = new Cadence(EVERY_MS, () => this.turn(), loggerFor(service.name));
  }

  onApplicationBootstrap(): void {
    this.cadence.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.cadence.stop();
  }

  async collect(): Promise<void> {
    const seen = await this.sightings.collect(AT_ONCE);
    if (seen.size === 0) return;
    await this.sessions.seen(seen);
    await this.sightings.forget(seen);
    if (seen.size === AT_ONCE) await this.collect();
  }

  private async turn(): Promise<void> {
    await this.collect();
    if (this.turns++ % SWEEP_EVERY === 0) await this.sessions.removeOld(this.config.SESSIONS_KEPT_DAYS);
  }
}
