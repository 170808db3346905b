import type { MeshPlace } from '@polyreel/testing';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** So many that no limit is met: what is measured is the counting. */
const ENOUGH = { perMinute: 1_000_000 };

/** The environment of a place in which nobody meets a limit. */
export async function withoutLimits({ environment, folder }: MeshPlace): Promise<Record<string, string>> {
  const limits = join(folder, 'limits.json');
  const ofTier = { 'sign-in': ENOUGH, generations: ENOUGH, voice: ENOUGH, calls: ENOUGH };
  await writeFile(limits, JSON.stringify({ address: ENOUGH, nobody: ofTier, free: ofTier, pro: ofTier, enterprise: ofTier }));
  return { ...environment, LIMITS_FILE: limits };
}
