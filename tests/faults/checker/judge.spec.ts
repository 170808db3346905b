import { describe, expect, it } from 'vitest';
import { type Aftermath } from '../history/aftermath.js';
import { type Op, type Seen } from '../history/history.js';
import { type Evidence } from './invariant.js';
import { invariants, judged } from './judge.js';

const RUN = 'a3f1c1d2-0000-4000-8000-000000000001';
const heard = (eventId: string, type: string, more: object = {}): Op => ({
  kind: 'heard',
  eventId,
  type,
  source: 'generation-orchestrator',
  correlationId: RUN,
  generationId: RUN,
  redelivered: false,
  ...more,
});

const REQUESTED = 'generation.generation_requested.v1';
const DETECTED = 'content.language_detected.v1';
const COMPLETED = 'generation.generation_completed.v1';
const FILMING = 'generation.video_generation_started.v1';

/** A run as it should be, in as few words as every invariant has something to look at. */
const sound: readonly Op[] = [
  { kind: 'accepted', generationId: RUN, tookMs: 20 },
  heard('e1', REQUESTED),
  heard('e2', DETECTED, { source: 'language-detection-service', causationId: 'e1', traceparent: '00-aa-01-01' }),
  heard('e3', FILMING, { causationId: 'e2', part: 'shot 0', traceparent: '00-aa-02-01' }),
  heard('e4', COMPLETED, { causationId: 'e3', traceparent: '00-aa-03-01' }),
  { kind: 'provider', callKey: `${RUN}:video:0:1`, what: 'accepted', billable: true },
  { kind: 'watched', generationId: RUN, status: 'completed', progress: 100 },
  { kind: 'called', generationId: RUN, webhookId: 'w1', status: 'completed' },
  { kind: 'ended', service: 'translation-service', pid: 1, how: 'SIGKILL', meant: true },
];
const after: Aftermath = {
  runs: [{ id: RUN, status: 'completed' }],
  moves: [
    { process: 'generation', id: RUN, from: null, to: 'understanding' },
    { process: 'generation', id: RUN, from: 'understanding', to: 'completed' },
  ],
  committed: ['e1', 'e3', 'e4'].map((eventId) => ({ schema: 'generation', eventId, type: 'any' })),
  unpublished: [],
  handled: [{ queue: 'generation-orchestrator.generation-run', eventId: 'e2' }],
  jobMoves: [{ schema: 'video_generation', id: 'j1', kind: 'film-shot', from: 'running', to: 'done', fence: 1, lane: 'free' }],
  jobsOpen: [],
  queues: [
    { name: 'generation-orchestrator.generation-run', ready: 0, unacked: 0, consumers: 1 },
    { name: 'translation-service.dead', ready: 0, unacked: 0, consumers: 1 },
  ],
  bindings: [
    { queue: 'language-detection-service.detect-language', type: REQUESTED },
    { queue: 'generation-orchestrator.generation-run', type: DETECTED },
    { queue: 'translation-service.translate-text', type: DETECTED },
  ],
  resting: [{ meantFor: 'translation-service.translate-text', eventId: 'e2', reason: 'schema_mismatch', where: 'dead' }],
  objects: [
    { bucket: 'generated-content', key: `generations/${RUN}/film.mp4` },
    { bucket: 'temp-files', key: `generations/${RUN}/shots/0/take.mp4` },
  ],
  files: [{ bucket: 'generated-content', key: `generations/${RUN}/film.mp4`, deleted: false }],
  credits: [
    { userId: 'local', kind: 'monthly', credits: 100, amount: 100, cause: '2026-01:pro', overdraws: false },
    { userId: 'local', kind: 'reserve', credits: 5, amount: -5, cause: RUN, overdraws: true },
    { userId: 'local', kind: 'settle', credits: 3, amount: 0, cause: RUN, overdraws: false },
    { userId: 'local', kind: 'release', credits: 2, amount: 2, cause: RUN, overdraws: false },
  ],
  accounts: [{ userId: 'local', balance: 97 }],
};

/** As many jobs of the free tier, the last few of which are started after one of enterprise has come. */
const queue = (ahead: number, overtaking: number): Aftermath['jobMoves'] => {
  const job = (id: string, lane: string, from: string | null, to: string) => ({ ...after.jobMoves[0]!, id, lane, from, to });
  const starts = Array.from({ length: ahead }, (_, at) => job(`free ${at}`, 'free', 'waiting', 'running'));
  starts.splice(ahead - overtaking, 0, job('ours', 'enterprise', null, 'waiting'));
  return [...starts, job('ours', 'enterprise', 'waiting', 'running')];
};

const evidence = (ops: readonly Op[] = sound, change: Partial<Aftermath> = {}, still = true): Evidence => {
  const seen = ops.map((op) => ({ at: '2026-01-01T00:00:00.000Z', ...op }));
  return {
    of: <Kind extends Op['kind']>(kind: Kind) => seen.filter((op): op is Seen<Kind> => op.kind === kind),
    after: { ...after, ...change },
    still,
  };
};
const broken = (from: Evidence) =>
  judged(from)
    .filter(({ outcome }) => outcome === 'broken')
    .map(({ name }) => name);
const without = (eventId: string) => sound.filter((op) => !('eventId' in op && op.eventId === eventId));

describe('the judge', () => {
  it('finds nothing wrong with a run as it should be', () => {
    expect(judged(evidence()).filter(({ outcome }) => outcome === 'broken')).toEqual([]);
    const held = judged(evidence()).filter(({ outcome }) => outcome === 'held');
    expect(held.map(({ name }) => name)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11']);
  });

  it('says what it cannot judge yet instead of passing it', () => {
    const open = judged(evidence()).filter(({ outcome }) => outcome === 'not applicable yet');
    expect(open.map(({ name }) => name)).toEqual(['I12']);
    const unpaid = evidence(sound.filter(({ kind }) => kind !== 'provider'));
    expect(judged(unpaid).find(({ name }) => name === 'I2')).toMatchObject({ outcome: 'not applicable yet' });
  });

  it('lets jobs of the free tier start before one of enterprise that came later, and a few that were about to', () => {
    const verdict = judged(evidence(sound, { jobMoves: queue(20, 2) })).find(({ name }) => name === 'I12');
    expect(verdict).toMatchObject({ outcome: 'held' });
  });

  it('does not call a promise kept where there was nothing to look at', () => {
    const nothing = judged(
      evidence([], { ...after, committed: [], moves: [], jobMoves: [], objects: [], queues: [], runs: [], credits: [], accounts: [] }),
    );
    const looked = nothing.filter(({ outcome }) => outcome === 'held').map(({ name }) => name);
    expect(looked).toEqual(['I8']);
  });

  it('has one judge for each promise of the table', () => {
    expect(invariants.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, at) => `I${at + 1}`));
  });
});

const failed = heard('e5', 'generation.generation_failed.v1', { causationId: 'e3', traceparent: '00-aa-03-01' });
const orchestrator = 'generation-orchestrator.generation-run';

describe.each<[name: string, wrong: string, from: Evidence]>([
  ['I1', 'an accepted run that nobody knows', evidence(sound, { runs: [] })],
  ['I1', 'an accepted run that has not ended', evidence(sound, { runs: [{ id: RUN, status: 'processing' }] })],
  ['I1', 'a run whose end was never told', evidence(without('e4'), { committed: after.committed.slice(0, 2) })],
  ['I1', 'a run that was told to have ended otherwise', evidence([...without('e4'), failed])],
  ['I1', 'a run without an answer that never ends', evidence(sound, { runs: [...after.runs, { id: 'other', status: 'pending' }] })],
  ['I2', 'one unit of work that was billed twice', evidence([...sound, sound.find(({ kind }) => kind === 'provider')!])],
  ['I3', 'a run that nobody set credits aside for', evidence(sound, { credits: [], accounts: [] })],
  ['I3', 'a run that has ended and still holds credits', evidence(sound, { credits: after.credits.slice(0, 3) })],
  [
    'I3',
    'a film that was not paid for',
    evidence(sound, { credits: after.credits.map((one) => (one.kind === 'settle' ? { ...one, kind: 'grant' } : one)) }),
  ],
  ['I3', 'a film that was paid for twice', evidence(sound, { credits: [...after.credits, after.credits[2]!] })],
  ['I3', 'a balance that is not the sum of its entries', evidence(sound, { accounts: [{ userId: 'local', balance: 98 }] })],
  [
    'I3',
    'a balance below nothing',
    evidence(sound, {
      credits: after.credits.map((one) => ({ ...one, amount: one.amount - 50, overdraws: false })),
      accounts: [{ userId: 'local', balance: -103 }],
    }),
  ],
  [
    'I4',
    'a committed event that was never published',
    evidence(sound, { committed: [...after.committed, { schema: 's', eventId: 'e9', type: 'x' }] }),
  ],
  ['I4', 'an event that was committed twice', evidence(sound, { committed: [...after.committed, after.committed[0]!] })],
  [
    'I4',
    'a shot that was wanted twice',
    evidence([...sound, heard('e6', FILMING, { causationId: 'e2', part: 'shot 0', traceparent: '00-aa-05-01' })]),
  ],
  ['I4', 'a job that two runners finished', evidence(sound, { jobMoves: [...after.jobMoves, { ...after.jobMoves[0]!, fence: 2 }] })],
  ['I5', 'an event that its queue lost', evidence(sound, { handled: [] })],
  ['I5', 'an event that a service without rows lost', evidence(sound, { resting: [] })],
  ['I5', 'a forged message that left no trace', evidence([...sound, { kind: 'forged', queue: orchestrator, eventId: 'f1' }])],
  ['I6', 'an end that was told under two ids', evidence([...sound, failed])],
  ['I6', 'a watcher who saw two ends', evidence([...sound, { kind: 'watched', generationId: RUN, status: 'failed', progress: 99 }])],
  ['I6', 'a webhook that was never called', evidence(sound.filter(({ kind }) => kind !== 'called'))],
  [
    'I6',
    'a webhook that was called under two ids',
    evidence([...sound, { kind: 'called', generationId: RUN, webhookId: 'w2', status: 'completed' }]),
  ],
  [
    'I6',
    'a webhook that heard of another end',
    evidence([...sound, { kind: 'called', generationId: RUN, webhookId: 'w1', status: 'failed' }]),
  ],
  [
    'I7',
    'a completed run that was failed',
    evidence(sound, { moves: [...after.moves, { process: 'generation', id: RUN, from: 'completed', to: 'failed' }] }),
  ],
  ['I8', 'a process that fell by itself', evidence([...sound, { kind: 'ended', service: 's', pid: 2, how: 'exit code 1', meant: false }])],
  ['I8', 'a rejection that went unhandled', evidence([...sound, { kind: 'alarmed', service: 's', message: 'a rejection went unhandled' }])],
  ['I9', 'a queue that still holds messages', evidence(sound, { queues: [{ name: orchestrator, ready: 1, unacked: 0, consumers: 1 }] })],
  [
    'I9',
    'a letter that nobody keeps',
    evidence(sound, { queues: [{ name: 'translation-service.dead', ready: 1, unacked: 0, consumers: 0 }] }),
  ],
  ['I9', 'a delivery that nobody acknowledges', evidence(sound, { queues: [{ name: orchestrator, ready: 0, unacked: 1, consumers: 1 }] })],
  ['I9', 'an outbox that is not empty', evidence(sound, { unpublished: [{ schema: 'generation', eventId: 'e4' }] })],
  ['I9', 'a mesh that does not become still', evidence(sound, {}, false)],
  ['I10', 'a job that nobody took over', evidence(sound, { jobsOpen: [{ schema: 's', id: 'j2', state: 'running' }] })],
  ['I10', 'an object that no file knows', evidence(sound, { files: [] })],
  ['I10', 'a take that outlived its cancelled run', evidence(sound, { runs: [{ id: RUN, status: 'cancelled' }] })],
  ['I11', 'an event outside its run', evidence([...sound, heard('e7', 'any.thing.v1', { correlationId: 'other' })])],
  ['I11', 'an event whose cause nobody heard', evidence([...sound, heard('e7', 'any.thing.v1', { causationId: 'e0' })])],
  [
    'I11',
    'an event that lost its trace',
    evidence([...sound, heard('e7', 'any.thing.v1', { causationId: 'e3', traceparent: '00-bb-01-01' })]),
  ],
  ['I12', 'a crowd that goes first', evidence(sound, { jobMoves: queue(20, 20) })],
])('%s', (name, wrong, from) => {
  it(`is broken by ${wrong}`, () => {
    expect(broken(from)).toContain(name);
  });
});
