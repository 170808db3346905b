import { Column, Entity, PrimaryColumn, ViewColumn, ViewEntity } from 'typeorm';

/** What was asked for, by whom and when. What became of it stands in its run. */
@Entity('generations')
export class Generation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  inputText!: string;

  @Column('timestamptz')
  createdAt!: Date;
}

/** A generation as its owner sees it: what was asked for, and how far its run is. */
@ViewEntity('generation_runs', { expression: 'see the migration' })
export class GenerationReading {
  @ViewColumn()
  id!: string;

  @ViewColumn()
  userId!: string;

  @ViewColumn()
  inputText!: string;

  @ViewColumn()
  createdAt!: Date;

  @ViewColumn()
  status!: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

  @ViewColumn()
  phase!: string;

  @ViewColumn()
  progress!: number;

  /** The run's whole state. */
  @ViewColumn()
  state!: unknown;

  @ViewColumn()
  finishedAt!: Date | null;
}
