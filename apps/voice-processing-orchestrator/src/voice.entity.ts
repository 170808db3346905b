import type { VoiceStatus } from '@polyreel/http-api';
import { ViewColumn, ViewEntity } from 'typeorm';

/** A recording as its owner sees it: when it came, and how far its run is. */
@ViewEntity('voice_runs', { expression: 'see the migration' })
export class VoiceReading {
  @ViewColumn()
  id!: string;

  @ViewColumn()
  userId!: string;

  @ViewColumn()
  createdAt!: Date;

  @ViewColumn()
  status!: VoiceStatus;

  /** The run's whole state. */
  @ViewColumn()
  state!: unknown;

  @ViewColumn()
  finishedAt!: Date | null;
}
