/** One way to commit a row that stands for a message, and to bring that message to a consumer in the same process. */
export interface Committer {
  /** Resolves at the commit. */
  commit(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface CommitterSettings {
  readonly rabbitmq: string;
  readonly postgres: string;
  /** Consumers may hold so many. */
  readonly prefetch: number;
  /** The message has arrived; never called where nothing is sent. */
  readonly arrived: (id: string) => void;
}

export type OpenCommitter = (settings: CommitterSettings) => Promise<Committer>;

/** Connections of one pool: as many as a service has. */
export const POOL = 6;
