import { Polyreel, PolyreelError } from '@polyreel/api-client';
import { CommandError, EXIT } from './command.error.js';

/** Speaks to a mesh's gateway for a command. Every refusal is a CommandError with the API's own code. */
export class ApiClient {
  protected readonly polyreel: Polyreel;

  constructor(
    protected readonly url: string,
    protected readonly key: string,
    protected readonly signal: AbortSignal,
  ) {
    this.polyreel = new Polyreel({ url, token: key, signal });
  }

  /** The `data` of an answer. */
  protected data<Data>(asked: Parameters<typeof this.polyreel.data<Data>>[0]): Promise<Data> {
    return this.told(this.polyreel.data(asked));
  }

  /** What somebody who ran a command has to be told. */
  protected async told<Result>(result: Promise<Result>): Promise<Result> {
    return result.catch((error: unknown) => {
      throw asCommandError(error, this.url);
    });
  }
}

export function asCommandError(error: unknown, url: string): unknown {
  if (!(error instanceof PolyreelError)) return error;
  if (error.status === 0)
    return new CommandError('mesh_unreachable', `The mesh at ${url} does not answer: ${error.message}`, EXIT.unavailable);
  return new CommandError(error.code, error.message, error.status < 500 ? EXIT.refused : EXIT.unavailable);
}
