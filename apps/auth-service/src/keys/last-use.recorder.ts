import { Cadence, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ApiKeys } from './api-keys.repository.js';

const EVERY_MS = 30_000;

/** Remembers which keys were shown and writes it down now and then, in one statement: a request must not cost a write. */
@Injectable()
export class LastUse implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private times = new Map<string, Date>();
  private readonly cadence: Cadence;

  constructor(
    private readonly keys: ApiKeys,
    service: ServiceIdentity,
  ) {
    this.cadence = new Cadence(EVERY_MS, () => this.write(), loggerFor(service.name));
  }

  onApplicationBootstrap(): void {
    this.cadence.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.cadence.stop();
    await this.write();
  }

  note(keyId: string): void {
    this.times.set(keyId, new Date());
  }

  async write(): Promise<void> {
    const times = this.times;
    if (times.size === 0) return;
    this.times = new Map();
    await this.keys.used(times);
  }
}
