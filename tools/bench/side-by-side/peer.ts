import type { Urls } from '../servers/bench-servers.js';

/** What a peer is given to run the flow with. */
export interface FlowHost {
  /** The servers that this peer may use, from its environment. */
  readonly urls: Urls;
  /** How many runs are under way at once at most: prefetch and concurrency are set to it where the peer has such a setting. */
  readonly atOnce: number;
  /**
   * What a step handler does. Every peer calls it once per execution, from the handler. `ask` tells apart what asked for the step: the
   * same message given again bears the same, and a step that is asked for by two is a run that went on twice.
   */
  work(run: string, step: number, ask: string): Promise<void> | void;
  /** The run's last step is accounted for. `word` tells apart what said so, where the peer sends a message of it. */
  ended(run: string, word?: string): void;
}

/** One way to run the flow, started and ready. */
export interface Peer {
  /** Begins a run. Resolves once the peer has taken it over as durably as it ever will. */
  submit(run: string): Promise<void>;
  stop(): Promise<void>;
}

/** What the file of a peer exports. */
export type StartPeer = (host: FlowHost) => Promise<Peer>;
