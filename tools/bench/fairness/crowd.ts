import { Tier } from '@polyreel/contracts';

/** How many jobs of each tier are given at once. */
export const CROWD: Readonly<Record<Tier, number>> = { free: 600, pro: 30, enterprise: 10 };
export const CROWD_SIZE = CROWD.free + CROWD.pro + CROWD.enterprise;

/** The tier of every job in the order in which they were given: each tier evenly among the others, so that none is first by luck. */
export function queueUp(crowd: Readonly<Record<Tier, number>>): Tier[] {
  const places = Tier.options.flatMap((tier) =>
    Array.from({ length: crowd[tier] }, (_, at) => ({ tier, place: (at + 0.5) / crowd[tier] })),
  );
  return places.sort((a, b) => a.place - b.place).map(({ tier }) => tier);
}
