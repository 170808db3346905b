import type { Write } from '@polyreel/messaging';
import type { Call, FetchedOutput, RemoteProvider } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';
import { PaidCalls } from './paid-calls.js';
import type { Unit } from './provider-ledger.js';

/** What of a job its paid calls need: that their last row commits with its result. */
export interface PayingJob {
  commitWith(write: Write): void;
}

/** Has a remote provider do a unit of work and brings what it made, as it vanishes there after a while. */
@Injectable()
export class PaidTakes {
  constructor(private readonly calls: PaidCalls) {}

  /** The provider that a call for this unit is under way at: it goes before all others. */
  underWay(unit: Unit): Promise<string | undefined> {
    return this.calls.underWay(unit.key);
  }

  take<Request>(
    remote: RemoteProvider<Request>,
    unit: Unit,
    request: Request,
    call: Call,
    job: PayingJob,
  ): Promise<FetchedOutput & { costUsd: number }> {
    const { provider, model } = remote.card;
    return remote.admit(async () => {
      const { outputs, costUsd, settling } = await this.calls.make(unit, { provider, model, remote }, request, call);
      const output = await remote.collect(outputs, call.directory, call.signal);
      job.commitWith(settling);
      return { ...output, costUsd };
    }, call.signal);
  }
}
