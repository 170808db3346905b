import type { Tier } from '@polyreel/contracts';
import type { Preferences } from '@polyreel/http-api';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person with an account, as they describe themselves, and what operators have given them. */
@Entity('profiles')
export class Profile {
  @PrimaryColumn('text')
  userId!: string;

  @Column('text')
  email!: string;

  @Column('text', { nullable: true })
  displayName!: string | null;

  @Column('text')
  locale!: string;

  @Column('jsonb')
  preferences!: Preferences;

  @Column('text')
  tier!: Tier;

  @Column('boolean')
  suspended!: boolean;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: Date;
}
