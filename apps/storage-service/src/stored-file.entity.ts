import type { BucketName } from '@polyreel/object-store';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that somebody owns. Its id follows from where it lies, so that recording it twice gives one row. */
@Entity('files')
export class StoredFile {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  ownerId!: string;

  @Column('text', { nullable: true })
  generationId!: string | null;

  /** The recording that it is, or was made of; a file of a film has none. */
  @Column('text', { nullable: true })
  voiceId!: string | null;

  @Column('text')
  bucket!: BucketName;

  @Column('text')
  storageKey!: string;

  /** What it is: `film`, `preview`, `poster`, `still`, … of a film; `recording`, `soundtrack` of a voice. */
  @Column('text')
  fileType!: string;

  @Column('text')
  contentType!: string;

  /** PostgreSQL's bigint comes as text: 64 bits do not fit a number. Files stay far below. */
  @Column({ type: 'bigint', transformer: { from: Number, to: (bytes: number) => bytes } })
  fileSize!: number;

  /** SHA-256, hexadecimal. */
  @Column('text')
  checksum!: string;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  deletedAt!: Date | null;
}
