import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One generation as its owner sees it. */
@Entity('generations')
export class Generation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  inputText!: string;

  @Column('text')
  status!: string;

  @Column('text')
  phase!: string;

  @Column('integer')
  progress!: number;

  /** The run's whole state, as the process left it. */
  @Column('jsonb')
  state!: unknown;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
