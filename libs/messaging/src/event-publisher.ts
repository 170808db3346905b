import type { Emitted } from '@polyreel/contracts';
import { ServiceIdentity } from '@polyreel/service-kit';
import { Injectable, Optional } from '@nestjs/common';
import { type Envelope, envelopesOf } from './envelope.js';
import { currentTrace } from './telemetry/trace-context.js';
import { Transport } from './transport.js';
import { type RowWrite, UnitOfWork, type Write } from './unit-of-work.js';

/** Publishes events that begin with a request, a timer or a job, rather than with a message. Handlers just return theirs. */
@Injectable()
export class EventPublisher {
  constructor(
    private readonly service: ServiceIdentity,
    private readonly transport: Transport,
    @Optional() private readonly unitOfWork?: UnitOfWork,
  ) {}

  /**
   * Runs `work` and publishes what it returns. In a service with a database both commit together; without one the events
   * are confirmed by the broker before this resolves.
   */
  async commit(work: () => Promise<readonly Emitted[]> | readonly Emitted[], cause?: Omit<Envelope, 'data'>): Promise<void> {
    const envelopes = async () => envelopesOf(await work(), this.service.name, cause, currentTrace(cause));
    if (this.unitOfWork) await this.unitOfWork.commit(envelopes);
    else await this.transport.publish(await envelopes());
  }

  /** Publishes at once and outside any commit, for what only informs: rejects where the broker does not take it, and it is not said again. */
  tell(events: readonly Emitted[], cause?: Omit<Envelope, 'data'>): Promise<void> {
    return this.transport.publish(envelopesOf(events, this.service.name, cause, currentTrace(cause)));
  }

  /**
   * Commits writes and events that are known beforehand, in one round trip. False, and nothing is written or said, where a write did
   * not take effect. Only in a service with a database.
   */
  settle(events: readonly Emitted[], writes: readonly (Write | RowWrite)[], cause?: Omit<Envelope, 'data'>): Promise<boolean> {
    if (!this.unitOfWork) throw new Error(`${this.service.name} has no database to write to`);
    return this.unitOfWork.settle({ envelopes: envelopesOf(events, this.service.name, cause, currentTrace(cause)), writes });
  }
}
