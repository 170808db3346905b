import { table, verdict } from '../markdown.js';
import { median, spread } from '../measures.js';
import type { Arrivals, CommitTimes, COMMITTERS } from './commit-load.js';
import type { DrainLoad, DrainTimes } from './drain.js';

export type CommitRow = readonly [committer: (typeof COMMITTERS)[number], rounds: readonly CommitTimes[]];
export type DrainRow = readonly [load: DrainLoad, rounds: readonly DrainTimes[]];

/**
 * Memory is flat where a backlog many times as long needs at most so many times as much. One drain by itself does not show it: at full speed
 * a heap takes some seconds to grow to what it will have, also that of the bare loop.
 */
const FLAT = 1.1;

const arrivals = (all: readonly Arrivals[]): [string, string] => {
  const known = all.filter((one) => one !== undefined);
  return known.length === 0 ? ['', ''] : [spread(known.map(({ p50 }) => p50)), spread(known.map(({ p99 }) => p99))];
};

export const commitTable = (rows: readonly CommitRow[], { atOnce, perSecond }: { atOnce: number; perSecond: number }): string =>
  table(
    [
      'who',
      `commits/s, ${atOnce} at once`,
      'commit to consumer meanwhile: p50, ms',
      'p99, ms',
      `commit to consumer at ${perSecond}/s: p50, ms`,
      'p99, ms',
    ],
    rows.map(([{ title }, rounds]) => [
      title,
      spread(
        rounds.map((one) => one.perSecond),
        0,
      ),
      ...arrivals(rounds.map(({ atFullSpeed }) => atFullSpeed)),
      ...arrivals(rounds.map(({ steady }) => steady)),
    ]),
  );

export const drainTable = (rows: readonly DrainRow[]): string =>
  table(
    ['who', 'relays', 'rows', 'rows/s', 'resident before, MB', 'highest in the first half', 'in the second half', 'lost', 'sent twice'],
    rows.map(([{ who, relays, rows }, rounds]) => {
      const of = (key: keyof DrainTimes) => rounds.map((one) => one[key]);
      const sum = (key: keyof DrainTimes) => of(key).reduce((total, one) => total + one, 0);
      return [
        who === 'polyreel' ? '**Polyreel**' : 'bare pg and amqplib',
        relays,
        rows,
        spread(of('perSecond'), 0),
        ...(['before', 'early', 'late'] as const).map((key) => spread(of(key), 0)),
        sum('lost'),
        sum('twice'),
      ];
    }),
  );

/** What drains have to show, of our own relays. The last of them is that of the longest backlog, by as many relays as the first. */
export function drainVerdicts(rows: readonly DrainRow[]): string {
  const own = rows.filter(([{ who }]) => who === 'polyreel');
  const all = own.flatMap(([, rounds]) => rounds);
  const heaviest = ([, rounds]: DrainRow) => median(rounds.map(({ early, late }) => Math.max(early, late)));
  const [[{ rows: backlog }], longest] = [own[0]!, own.at(-1)!];
  const growth = heaviest(longest) / heaviest(own[0]!);
  const rates = own
    .slice(0, -1)
    .map(([{ relays }, rounds]) => `${median(rounds.map(({ perSecond }) => perSecond)).toFixed(0)}/s with ${relays}`);
  return [
    verdict(
      growth <= FLAT,
      `a backlog of ${backlog} rows drains (${rates.join(', ')}) with flat memory: ${longest[0].rows} rows need ${growth.toFixed(2)} times as much, at most ${FLAT}.`,
    ),
    verdict(
      all.every(({ lost, twice }) => lost === 0 && twice === 0),
      'every row of the backlog is sent, and none twice.',
    ),
  ].join('\n');
}
