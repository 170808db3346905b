import type { ProviderError } from './provider.error.js';

/** A thing that an operation made: where it lies for a while, or the thing itself. */
export type RemoteOutput = { readonly url: string } | { readonly bytes: Uint8Array };

/** How far a piece of remote work has come. */
export type OperationState =
  /** 0 to 1; 0 where the provider does not tell. */
  | { readonly state: 'running'; readonly progress: number }
  | { readonly state: 'succeeded'; readonly outputs: readonly RemoteOutput[]; readonly costUsd: number }
  /** The work itself failed or was cancelled. Some providers bill that too. */
  | { readonly state: 'failed'; readonly error: ProviderError; readonly costUsd: number };

/**
 * A provider that takes work in and is asked for it later. What it takes in costs money, so the caller keeps a record of every call: the key
 * before `submit`, the operation id before the first `poll`.
 */
export interface RemoteOperations<Request> {
  /**
   * True where a second submit with the same key answers the first one's operation and runs nothing. Where it is false, a submit whose
   * outcome is unknown is looked up with `find`; a provider with neither leaves it unknown for good.
   */
  readonly honoursKey: boolean;

  /**
   * Hands work in. Rejects with a ProviderError of class `ambiguous_submit` where nobody can tell whether it was taken in (no answer, half
   * an answer, a server error, torn away by the signal). A ProviderError of any other class says that it was not, and costs nothing.
   */
  submit(request: Request, key: string, signal: AbortSignal): Promise<{ readonly operationId: string }>;

  /** Rejects with a ProviderError where the question could not be answered, which tells nothing of the operation. */
  poll(operationId: string, signal: AbortSignal): Promise<OperationState>;

  /** Asks the provider to stop it. What was already done may be billed; an operation that has ended or is not known is no error. */
  cancel(operationId: string, signal: AbortSignal): Promise<void>;

  /**
   * The operation that a submit with this key began. Undefined: the provider took none in, as far as it remembers, once that submit can no
   * longer be under way. Rejects with a ProviderError where the question could not be answered.
   */
  find?(key: string, signal: AbortSignal): Promise<string | undefined>;
}
