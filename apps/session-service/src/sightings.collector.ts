import { Sightings } from '@polyreel/access';
import { Every } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { SessionConfig } from './session.config.js';
import { UserSessions } from './user-sessions.repository.js';

const COLLECT_EVERY_MS = 30_000;
const SWEEP_EVERY_MS = 3_600_000;
/** As many sightings as one statement writes down. */
const AT_ONCE = 5_000;

/** Writes down when sessions were last used, as the doors of the mesh noted it in Redis, and removes what is long over. */
@Injectable()
export class SightingsCollector {
  constructor(
    private readonly sightings: Sightings,
    private readonly sessions: UserSessions,
    private readonly config: SessionConfig,
  ) {}

  @Every(COLLECT_EVERY_MS)
  async collect(): Promise<void> {
    const seen = await this.sightings.collect(AT_ONCE);
    if (seen.size === 0) return;
    await this.sessions.seen(seen);
    await this.sightings.forget(seen);
    if (seen.size === AT_ONCE) await this.collect();
  }

  @Every(SWEEP_EVERY_MS, { atOnce: true })
  async sweep(): Promise<void> {
    await this.sessions.removeOld(this.config.SESSIONS_KEPT_DAYS);
  }
}
