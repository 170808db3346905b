import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** One thing that somebody saw happen. Who saw it is never the code under test. */
export type Op =
  /** The API answered 202: from here the promise holds. */
  | { kind: 'accepted'; generationId: string; tookMs: number }
  | { kind: 'refused'; status: number; code: string }
  /** The request broke off: whether it was accepted nobody knows. */
  | { kind: 'unanswered'; why: string }
  | { kind: 'cancelled'; generationId: string; status: number }
  /** An event, as a plain consumer of our own heard it. */
  | ({ kind: 'heard' } & HeardEvent)
  /** A live update, as a watcher of the API saw it. */
  | { kind: 'watched'; generationId: string; status: string; progress: number }
  /** A webhook, as the server that it calls took it. */
  | ({ kind: 'called' } & CalledEnd)
  /** What the fake provider wrote into its own ledger. */
  | ({ kind: 'provider' } & ProviderEntry)
  /** A message that the suite itself put into a queue, as a stranger would. */
  | { kind: 'forged'; queue: string; eventId: string }
  | { kind: 'ended'; service: string; pid: number; how: string; meant: boolean }
  /** A service logged that something happened that must never happen. */
  | { kind: 'alarmed'; service: string; message: string }
  /** What the nemesis did, in words. */
  | { kind: 'nemesis'; words: string };

export interface HeardEvent {
  readonly eventId: string;
  readonly type: string;
  readonly source: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly tier?: string;
  /** The run that its data names. */
  readonly generationId?: string;
  /** What tells several events of one type and run apart: a shot, or the try. */
  readonly part?: string;
  /** Of a fault: the queue that gave up, and the event that it gave up on. */
  readonly faulted?: { readonly queue: string; readonly eventId: string };
  readonly redelivered: boolean;
}

export interface CalledEnd {
  readonly generationId: string;
  /** The same as often as the same is told. */
  readonly webhookId: string;
  readonly status: string;
}

export interface ProviderEntry {
  /** `generation:step:shot:attempt`. */
  readonly callKey: string;
  readonly what: string;
  readonly billable: boolean;
}

export type Seen<Kind extends Op['kind']> = Extract<Op, { kind: Kind }> & { readonly at: string };

/** Everything that was seen during one fault, in order, in memory and as one JSON object a line. */
export class History {
  private readonly ops: (Op & { readonly at: string })[] = [];
  private readonly began = Date.now();

  constructor(
    file: string,
    private readonly tell: (line: string) => void = () => undefined,
  ) {
    mkdirSync(dirname(file), { recursive: true });
    this.file = file;
  }

  private readonly file: string;

  add(op: Op): void {
    const seen = { at: new Date().toISOString(), ...op };
    this.ops.push(seen);
    appendFileSync(this.file, `${JSON.stringify(seen)}\n`);
  }

  /** Notes what the suite does, and says it to whoever watches. */
  say(words: string): void {
    this.add({ kind: 'nemesis', words });
    this.tell(`${((Date.now() - this.began) / 1_000).toFixed(1).padStart(7)} s  ${words}`);
  }

  of<Kind extends Op['kind']>(kind: Kind): Seen<Kind>[] {
    return this.ops.filter((op): op is Seen<Kind> => op.kind === kind);
  }
}
