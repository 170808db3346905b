import { Tier } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const tiers = loadJson(import.meta.url, './tiers.json', z.record(Tier, z.strictObject({ monthlyCredits: z.number().int().min(0) })));

/** What each tier is given in a month. */
export const monthlyCredits = Object.fromEntries(Tier.options.map((tier) => [tier, tiers[tier].monthlyCredits])) as Record<Tier, number>;
