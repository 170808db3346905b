import type { Tier } from '@polyreel/contracts';
import { table, verdict } from '../markdown.js';
import { median, spread } from '../measures.js';
import { CROWD } from './crowd.js';
import type { Turn, TurnSettings } from './turn.js';

export type TurnRow = readonly [lanes: TurnSettings['lanes'], rounds: readonly Turn[]];

/** The enterprise p95 wait has to be at most this share of what it is where whoever came first goes first. */
const SHARE = 1 / 20;
/** Total times within a twentieth of each other are the same: the ranges are wider than that. */
const NO_WORSE = 1.05;

const TITLES = { three: '**Polyreel**, a lane for each tier', one: 'the same in one lane: first come, first served' };
const TIERS: readonly Tier[] = ['enterprise', 'pro', 'free'];
const waitsOf = (rounds: readonly Turn[], tier: Tier, key: 'p50' | 'p95') => rounds.map(({ waits }) => waits[tier][key]);
const totalsOf = (rounds: readonly Turn[]) => rounds.map(({ total }) => total);

export const waitTable = (rows: readonly TurnRow[]): string =>
  table(
    ['lanes', 'total, s', ...TIERS.flatMap((tier) => [`${CROWD[tier]} ${tier}: wait p50, ms`, 'p95, ms'])],
    rows.map(([lanes, rounds]) => [
      TITLES[lanes],
      spread(totalsOf(rounds), 2),
      ...TIERS.flatMap((tier) => (['p50', 'p95'] as const).map((key) => spread(waitsOf(rounds, tier, key), 0))),
    ]),
  );

export function fairnessVerdicts(three: readonly Turn[], one: readonly Turn[]): string {
  const share = median(waitsOf(three, 'enterprise', 'p95')) / median(waitsOf(one, 'enterprise', 'p95'));
  const total = median(totalsOf(three)) / median(totalsOf(one));
  return [
    verdict(share <= SHARE, `the enterprise p95 wait is at most a twentieth of first come, first served (1/${(1 / share).toFixed(0)}).`),
    verdict(total <= NO_WORSE, `the total time is no worse, within a twentieth (${total.toFixed(2)} times).`),
  ].join('\n');
}
