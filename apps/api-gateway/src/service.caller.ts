import { AppError, Discovery } from '@polyreel/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { BrokenCircuitError, circuitBreaker, type CircuitBreakerPolicy, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { Agent, type Dispatcher } from 'undici';

const HEADERS_TIMEOUT_MS = 15_000;
/** So many failures in a row, and a service is left alone for a while: waiting for it helps nobody. */
const FAILURES_IN_A_ROW = 5;
const LEFT_ALONE_MS = 5_000;

/** Asks the services behind, each through a circuit breaker of its own. */
@Injectable()
export class ServiceCaller implements OnApplicationShutdown {
  private readonly agent = new Agent({ headersTimeout: HEADERS_TIMEOUT_MS, bodyTimeout: 0, connectTimeout: 2_000 });
  private readonly breakers = new Map<string, CircuitBreakerPolicy>();

  constructor(private readonly discovery: Discovery) {}

  /** Whatever the service answers, also a refusal. Throws `service_unavailable` (503) where it does not answer or has not for a while. */
  async ask(service: string, options: Omit<Dispatcher.RequestOptions, 'origin'>): Promise<Dispatcher.ResponseData> {
    try {
      return await this.breakerOf(service).execute(async () =>
        this.agent.request({ origin: await this.discovery.urlOf(service), ...options }),
      );
    } catch (error) {
      // What is wrong with the body that a client sends is told to the client.
      if (error instanceof AppError) throw error;
      const cause = error instanceof BrokenCircuitError ? 'it has not answered for a while' : messageOf(error);
      throw new AppError('service_unavailable', `${service} does not answer. Try again in a moment.`, 503, { service, cause });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private breakerOf(service: string): CircuitBreakerPolicy {
    const known = this.breakers.get(service);
    if (known) return known;
    // A client that went away, or sends too much, says nothing about the service.
    const failures = handleWhen((error) => error.name !== 'AbortError' && !(error instanceof AppError));
    const made = circuitBreaker(failures, { halfOpenAfter: LEFT_ALONE_MS, breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW) });
    this.breakers.set(service, made);
    return made;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
