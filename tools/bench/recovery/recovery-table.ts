import { table, verdict } from '../markdown.js';
import { spread } from '../measures.js';
import type { Strike } from '../troupe/strikes.js';
import type { Recovery } from './recovery.js';

export type RecoveryRow = readonly [strike: Strike, rounds: readonly Recovery[]];

/** Seconds within which work has to go on, from the kill of a process and from the return of a server. */
const WITHIN = { process: 15, server: 20 };

const seconds = (values: readonly (number | undefined)[]): string => {
  const known = values.filter((value) => value !== undefined);
  const never = values.length - known.length;
  return [...(known.length > 0 ? [spread(known)] : []), ...(never > 0 ? [`**never: ${never}**`] : [])].join(', ');
};

export const recoveryTable = (rows: readonly RecoveryRow[]): string =>
  table(
    [
      'struck',
      'away, s',
      'first run completed after, s',
      'first run that began afterwards completed after, s',
      'every run accepted before completed after, s',
      'runs accepted',
      'lost',
      'completed twice',
    ],
    rows.map(([{ title }, rounds]) => {
      const sum = (key: 'accepted' | 'lost' | 'twice') => rounds.reduce((total, one) => total + one[key], 0);
      return [
        title,
        ...(['away', 'first', 'fresh', 'backlog'] as const).map((key) => seconds(rounds.map((one) => one[key]))),
        ...(['accepted', 'lost', 'twice'] as const).map(sum),
      ];
    }),
  );

/** The worst round decides: what is promised is promised for every time. */
export function recoveryVerdicts(rows: readonly RecoveryRow[]): string {
  const slowest = (hits: Strike['hits']) =>
    Math.max(...rows.filter(([strike]) => strike.hits === hits).flatMap(([, rounds]) => rounds.map(({ fresh }) => fresh ?? Infinity)));
  const claims = (['process', 'server'] as const)
    .filter((hits) => rows.some(([strike]) => strike.hits === hits))
    .map((hits) => {
      const moment =
        hits === 'process'
          ? 'work goes on within 15 s of a kill -9 of a process'
          : 'the first run is completed within 20 s of the return of a server';
      return verdict(
        slowest(hits) <= WITHIN[hits],
        `${moment} (at the latest after ${slowest(hits).toFixed(1)} s, a run that began afterwards).`,
      );
    });
  const all = rows.flatMap(([, rounds]) => rounds);
  return [
    ...claims,
    verdict(
      all.every(({ lost, twice }) => lost === 0 && twice === 0),
      'no accepted run is lost, and none is completed twice.',
    ),
  ].join('\n');
}
