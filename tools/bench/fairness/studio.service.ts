import type { Type } from '@nestjs/common';
import type { DataOf } from '@polyreel/contracts';
import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { JOB_TABLES, type JobKind, jobKindOf, JobModule, Performs } from '@polyreel/workflow';
import { ORCHESTRATOR } from '../peers/polyreel-steps.events.js';
import { ShotAsked } from './shots.events.js';

export const SCHEMA = 'bench';

/** A service with long work, as our own are: jobs as rows, leased, and finished in a commit each. */
export function studioOf(slots: number, shoot: (shot: DataOf<typeof ShotAsked>) => Promise<void>): { studio: Type; kind: JobKind } {
  @Performs(ShotAsked, { emits: [], slots })
  class ShootShot {
    perform(shot: DataOf<typeof ShotAsked>) {
      return shoot(shot);
    }
  }

  @Service({
    name: ORCHESTRATOR,
    imports: [MessagingModule, DatabaseModule.forSchema({ schema: SCHEMA, migrations: JOB_TABLES }), JobModule],
    providers: [ShootShot],
  })
  class Studio {}
  return { studio: Studio, kind: jobKindOf(ShootShot)! };
}
