import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

export interface KeptObject {
  readonly bucket: string;
  readonly key: string;
}

const BUCKETS = ['user-uploads', 'generated-content', 'thumbnails', 'temp-files'];

/** Every object that lies in the store now. */
export async function objectsIn(folder: string): Promise<KeptObject[]> {
  const found = await Promise.all(
    BUCKETS.map(async (bucket) => {
      const root = join(folder, bucket);
      if (!existsSync(root)) return [];
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => ({ bucket, key: relative(root, join(entry.parentPath, entry.name)) }));
    }),
  );
  return found.flat();
}
