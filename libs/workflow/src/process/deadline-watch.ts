import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { processOf } from './orchestrates.decorator.js';
import { ProcessEngine } from './process-engine.js';
import { Every } from '@polyreel/service-kit';

const LOOK_EVERY_MS = 1_000;

/** Looks every second for runs whose step has lasted too long. Several instances share the work: rows are skipped while locked. */
@Injectable()
export class DeadlineWatch {
  constructor(
    private readonly engine: ProcessEngine,
    private readonly discovery: DiscoveryService,
  ) {}

  @Every(LOOK_EVERY_MS)
  async look(): Promise<void> {
    for (const { instance } of this.discovery.getProviders()) {
      const process = instance && typeof instance === 'object' ? processOf(instance as object) : undefined;
      if (process) await this.engine.moveOverdue(process);
    }
  }
}
