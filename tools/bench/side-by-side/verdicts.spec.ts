import { describe, expect, it } from 'vitest';
import type { Measured } from './notebook.js';
import { emptySpeed, note } from './speed.js';
import { verdicts } from './verdicts.js';

const measured = (rate: number, p99: number): Measured => {
  const overhead = emptySpeed();
  note(overhead, { rate, p99, own: 1, servers: 1, megabytes: 1, p50: 1, p95: 1 });
  return { overhead, scheduling: emptySpeed(), accounts: [] };
};

describe('the claims under the table', () => {
  const all = new Map([
    ['polyreel', measured(285, 26)],
    ['polyreel-apart', measured(175, 42)],
    ['amqplib', measured(1_200, 10)],
    ['bullmq-always', measured(180, 24)],
  ]);

  it('are judged on a message a step, with the other form beside it', () => {
    const [text] = verdicts((name) => all.get(name));
    expect(text!.split('\n')).toEqual([
      '- Holds: with a message a step Polyreel runs more workflows per second (285) than BullMQ flows with every command on the disk (180; with two messages a step 175).',
      '- Holds: its p99 at 5 runs per second is at most 3 times that of bare amqplib on quorum queues (2.6 times; with two messages a step 4.2 times).',
    ]);
  });

  it('are not made where one of the two sides was not measured', () => {
    expect(verdicts((name) => (name === 'amqplib' ? undefined : all.get(name)))[0]!.split('\n')).toHaveLength(1);
    expect(verdicts((name) => (name === 'polyreel' ? undefined : all.get(name)))).toEqual([]);
  });

  it('do not hold where a kill lost a run of either form', () => {
    const account = { accepted: 9, lost: 0, ranAgain: 1, askedAgain: 0, cutOffEndedAfter: 1, facts: 20 };
    const killed = (lost: number) => new Map([['polyreel-apart', { ...measured(1, 1), accounts: [account, { ...account, lost }] }]]);
    expect(verdicts((name) => killed(0).get(name))[0]).toMatch(/^- Holds: a kill/);
    expect(verdicts((name) => killed(1).get(name))[0]).toMatch(/^- \*\*Does not hold\*\*: a kill/);
  });
});
