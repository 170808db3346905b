import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { isPrivateAddress, PrivateAddress, publicLookup } from './address-guard.js';

/** There was no connection: refused, unknown name, no route, no handshake in time. Nothing of the request has left this machine. */
export class NeverConnected extends Error {
  override name = 'NeverConnected';

  constructor(override readonly cause: Error) {
    super(cause.message || (cause as NodeJS.ErrnoException).code || 'no connection');
  }
}

export interface ConnectorOptions {
  timeoutMs: number;
  /** Connect to addresses of the public internet only. */
  publicOnly?: boolean;
}

/** Opens connections, and marks every failure to do so: only then is it sure that a request was not sent. */
export function connectorOf({ timeoutMs, publicOnly = false }: ConnectorOptions): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, ...(publicOnly ? { lookup: publicLookup } : {}) } as buildConnector.BuildOptions);
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    if (publicOnly && isIP(literal) && isPrivateAddress(literal))
      return callback(new NeverConnected(new PrivateAddress(`${literal} is a private address`)), null);
    connect(options, (...answer) => (answer[0] ? callback(new NeverConnected(answer[0]), null) : callback(...answer)));
  };
}

/** The failure to connect inside an error, or nothing. */
export function neverConnected(error: unknown): NeverConnected | undefined {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof NeverConnected) return one;
  return undefined;
}
