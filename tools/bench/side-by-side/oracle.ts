import { openSync, readFileSync, writeSync } from 'node:fs';

/** `accepted`: the peer has taken a run over; `ran`: a step handler ran; `ended`: the run is over. */
export type Fact = 'accepted' | 'ran' | 'ended';

/**
 * What a peer's process sees happen, kept apart from the peer in a file that survives the process, the broker and the database:
 * written in one call a line, so that a kill loses no line that was written.
 */
export class Oracle {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  note(fact: Fact, run: string, step = 0, ask = ''): void {
    writeSync(this.file, `${fact}\t${Date.now()}\t${run}\t${step}\t${ask}\n`);
  }
}

/** The account of one peer once nothing moves any more. */
export interface Account {
  /** Runs that the peer had promised to run. */
  accepted: number;
  /** Runs among them that never ended. */
  lost: number;
  /** Step handlers that ran again for a run and step that they had run for already. */
  ranAgain: number;
  /** Steps that were asked for by two messages: the run went on twice from the same outcome. */
  askedAgain: number;
  /** From the kill until the last run that it cut off had ended, in seconds; of those that were not lost. */
  cutOffEndedAfter: number;
  /** Facts so far: it grows while anything moves. */
  facts: number;
}

/** Reads what has been noted; `killedAt` by the clock of Date.now(). */
export function readAccount(path: string, killedAt: number): Account {
  const facts = readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t') as [Fact, string, string, string, string]);
  const of = (fact: Fact) => facts.filter(([kind]) => kind === fact);
  const ran = of('ran');
  const steps = new Set(ran.map(([, , run, step]) => `${run} ${step}`)).size;
  const asks = new Set(ran.map(([, , run, step, ask]) => `${run} ${step} ${ask}`)).size;
  const ends = new Map(of('ended').map(([, at, run]) => [run, Number(at)]));
  const accepted = of('accepted').map(([, at, run]) => ({ at: Number(at), end: ends.get(run) }));
  const cutOff = accepted.flatMap(({ at, end }) => (at < killedAt && end !== undefined && end > killedAt ? [end - killedAt] : []));
  return {
    accepted: accepted.length,
    lost: accepted.filter(({ end }) => end === undefined).length,
    ranAgain: ran.length - steps,
    askedAgain: asks - steps,
    cutOffEndedAfter: Math.max(0, ...cutOff) / 1_000,
    facts: facts.length,
  };
}
