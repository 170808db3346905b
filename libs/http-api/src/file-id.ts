import { v5 as uuidv5 } from 'uuid';

/** Polyreel's namespace for files (RFC 9562, UUIDv5). */
const FILES = 'c6d5c1c1-5a38-5c02-9d0f-1d6f3c1f6f02';

/** A stored file's public id. It follows from where the file lies, so that storing twice gives one file. */
export const fileIdOf = ({ bucket, key }: { bucket: string; key: string }): string => uuidv5(`${bucket}/${key}`, FILES);
