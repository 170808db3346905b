import { Client, type ClientConfig } from 'pg';

/**
 * A connection whose end is no end of the process. Between the moment that a new connection is ready and the one in which its taker
 * listens, PostgreSQL may already say that it is shutting down: in one packet with "ready", that error has no listener, and Node ends
 * the process for it. Who uses the connection hears of it by the statement that fails.
 */
export class SteadyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
