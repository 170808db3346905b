import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const Grade = z.object({
  contrast: z.number().min(0.8).max(1.3),
  saturation: z.number().min(0.5).max(1.5),
  lift: z.number().min(-20).max(20),
  warmth: z.number().min(-10).max(10),
  tint: z.number().min(-10).max(10),
  transitionSeconds: z.number().min(0.1).max(1.5),
  wipe: z.enum(['smoothleft', 'smoothright', 'smoothup', 'wipeleft', 'slideleft']),
  card: z.tuple([colour, colour]),
});
export type Grade = z.infer<typeof Grade>;

/** The moods that picture and music know. The same words as the contracts' MoodLabel. */
export const MOOD_NAMES = ['serene', 'joyful', 'tense', 'eerie', 'epic', 'melancholic', 'romantic', 'energetic', 'neutral'] as const;
export type MoodName = (typeof MOOD_NAMES)[number];

/** The look of each mood: see `$why` in grades.json. */
export const grades: Readonly<Record<MoodName, Grade>> = loadJson(
  import.meta.url,
  './grades.json',
  z.object({ $why: z.string(), ...byMood(Grade) }),
);

/** A zod shape that asks for one entry per mood. */
export function byMood<Entry extends z.ZodType>(entry: Entry): Record<MoodName, Entry> {
  return Object.fromEntries(MOOD_NAMES.map((mood) => [mood, entry])) as Record<MoodName, Entry>;
}

/** The grade as one look-up table per plane: free of colour conversion, and of cost worth naming. Limits are BT.709 video range. */
export function gradeFilter({ contrast, saturation, lift, warmth, tint }: Grade): string {
  const around = (gain: number, shift: number, top: number) => `clip((val-128)*${gain}+${128 + shift},16,${top})`;
  return `lutyuv=y='${around(contrast, lift, 235)}':u='${around(saturation, -warmth - tint / 2, 240)}':v='${around(saturation, warmth / 2 + tint, 240)}'`;
}
