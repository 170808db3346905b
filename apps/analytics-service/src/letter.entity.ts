import type { LetterState } from '@polyreel/http-api';
import type { Stamps } from '@polyreel/messaging';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message that a handler gave up, as it is kept: one row for an event and a queue, however often it comes. */
@Entity('letters')
export class KeptLetter {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  service!: string;

  @Column('text')
  handler!: string;

  @Column('text')
  queue!: string;

  /** Unknown where the body is no message. */
  @Column('text', { nullable: true })
  eventId!: string | null;

  @Column('text')
  eventType!: string;

  @Column('text', { nullable: true })
  correlationId!: string | null;

  /** What letters are grouped by: the error's code, or its name where it has none. */
  @Column('text')
  error!: string;

  @Column('text')
  errorName!: string;

  @Column('text', { nullable: true })
  errorCode!: string | null;

  @Column('text')
  errorMessage!: string;

  @Column('text', { nullable: true })
  errorStack!: string | null;

  @Column('integer')
  attempts!: number;

  @Column('timestamptz')
  firstFailedAt!: Date;

  @Column('timestamptz')
  lastFailedAt!: Date;

  /** Read only where it is asked for: a list of letters is not a list of bodies. */
  @Column('bytea', { select: false })
  body!: Buffer;

  /** Of the whole body, of which no more than the first MiB is kept. */
  @Column('integer')
  bodyBytes!: number;

  @Column('jsonb')
  stamps!: Stamps;

  @Column('text')
  state!: LetterState;

  /** The replay that it is, or was last, part of. */
  @Column('uuid', { nullable: true })
  replayId!: string | null;

  /** How often it was handed back, and how often it failed after that. */
  @Column('integer')
  replays!: number;

  @Column('integer')
  failedAgain!: number;

  @Column('text', { nullable: true })
  discardedBy!: string | null;

  @Column('text', { nullable: true })
  discardReason!: string | null;

  @Column('timestamptz')
  filedAt!: Date;
}
