import 'reflect-metadata';
import { type BeforeApplicationShutdown, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Cadence } from './cadence.js';
import { loggerFor } from './logger.js';
import { ServiceIdentity } from './service.decorator.js';

interface Rhythm {
  method: string;
  everyMs: number;
  atOnce: boolean;
}

type Marked = Readonly<Record<string, () => Promise<unknown>>>;

const RHYTHMS = 'polyreel:rhythms';

const rhythmsOf = (constructor: object) => (Reflect.getMetadata(RHYTHMS, constructor) as readonly Rhythm[] | undefined) ?? [];

/**
 * A running service calls this method of a provider again and again, so long after each call has ended; for the first time after as long, or
 * `atOnce`. Never twice at the same time. A failure is logged and does not end it; a stop waits for the call that is under way. Who must be
 * woken in between, or has more to do at a stop, has a `Cadence` instead.
 */
export function Every(everyMs: number, { atOnce = false } = {}) {
  return <Name extends string>({ constructor }: Record<Name, () => Promise<unknown>>, method: Name): void => {
    Reflect.defineMetadata(RHYTHMS, [...rhythmsOf(constructor), { method, everyMs, atOnce }], constructor);
  };
}

/** Keeps the time for every method of a service that is marked with `@Every`. */
@Injectable()
class Timekeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private cadences: Cadence[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly service: ServiceIdentity,
  ) {}

  onApplicationBootstrap(): void {
    this.cadences = this.discovery
      .getProviders()
      .flatMap(({ metatype, instance }) =>
        typeof metatype === 'function' && instance ? rhythmsOf(metatype).map((rhythm) => this.begin(rhythm, instance as Marked)) : [],
      );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.cadences.map((cadence) => cadence.stop()));
  }

  private begin({ method, everyMs, atOnce }: Rhythm, provider: Marked): Cadence {
    const cadence = new Cadence(everyMs, () => provider[method]!(), loggerFor(this.service.name));
    cadence.start();
    if (atOnce) cadence.now();
    return cadence;
  }
}

/** Not global and nobody's dependency, so that Nest starts its timekeeper after everything that is called, and stops it before. */
@Module({ imports: [DiscoveryModule], providers: [Timekeeper] })
export class TimekeeperModule {}
