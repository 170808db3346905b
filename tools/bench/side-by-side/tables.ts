import { table } from '../markdown.js';
import { median, spread } from '../measures.js';
import type { Account } from './oracle.js';
import { AT_ONCE, PER_SECOND, type SpeedRow } from './speed.js';
import type { Subject } from './subjects.js';
import { AT_ONCE_WHEN_KILLED, WORK_MS_WHEN_KILLED } from './survival.js';

/** What each subject promises, before its figures. */
export const promises = (subjects: readonly Subject[]): string =>
  table(
    ['peer', 'on disk before it goes on', 'how far a run has come is kept in'],
    subjects.map(({ title, durable, state }) => [title, durable, state]),
  );

export const speeds = (rows: readonly (readonly [Subject, SpeedRow])[]): string =>
  table(
    [
      'peer',
      `runs/s, ${AT_ONCE} at once`,
      'processor per run, ms: its process',
      'RabbitMQ, PostgreSQL, Redis',
      'resident, MB',
      `p50 at ${PER_SECOND}/s, ms`,
      'p95, ms',
      'p99, ms',
    ],
    rows.map(([{ title }, { rate, own, servers, megabytes, p50, p95, p99 }]) => [
      title,
      spread(rate, 0),
      spread(own, 2),
      spread(servers, 2),
      spread(megabytes, 0),
      ...[p50, p95, p99].map((values) => spread(values)),
    ]),
  );

export const survivals = (rows: readonly (readonly [Subject, readonly Account[]])[]): string =>
  table(
    [
      `peer, killed with ${AT_ONCE_WHEN_KILLED} runs at once and ${WORK_MS_WHEN_KILLED} ms a step`,
      'kills',
      'runs accepted',
      'lost',
      'handlers that ran twice',
      'steps asked for twice',
      'last run that was cut off ended after, s',
    ],
    rows.map(([{ title }, accounts]) => {
      const sum = (key: keyof Account) => accounts.reduce((total, account) => total + account[key], 0);
      return [
        title,
        accounts.length,
        ...(['accepted', 'lost', 'ranAgain', 'askedAgain'] as const).map(sum),
        spread(accounts.map(({ cutOffEndedAfter }) => cutOffEndedAfter)),
      ];
    }),
  );

export const medianOf = (values: readonly number[], digits = 1): string => median(values).toFixed(digits);
