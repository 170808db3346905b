import type { Logger } from '@polyreel/service-kit';
import type { JobStore, LeasedJob } from './job-store.js';

/** Why a job was stopped by its own runner: somebody else may hold it now, or its run was cancelled. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** Its run needs the work no longer. */
export class RunCancelled extends LeaseLost {}

/**
 * Beats for one leased job, three times a lease. It aborts `stop` when the lease is lost, and also when no beat could be written for a
 * whole lease: then another runner may have taken the job over, and two must not go on.
 */
export class LeaseKeeper {
  /** 0 to 1, written with the next beat. */
  progress = 0;
  private readonly timer: NodeJS.Timeout;
  private held = performance.now();

  constructor(
    private readonly store: JobStore,
    private readonly job: LeasedJob,
    private readonly seconds: number,
    private readonly stop: AbortController,
    private readonly log: Logger,
  ) {
    this.timer = setInterval(() => void this.beat(), (seconds * 1_000) / 3);
  }

  release(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    const asked = performance.now();
    if (asked - this.held > this.seconds * 1_000) this.stop.abort(new LeaseLost('no beat could be written for a whole lease'));
    try {
      if (await this.store.beat(this.job, this.seconds, this.progress)) this.held = asked;
      else this.stop.abort(new LeaseLost('the lease is lost or the run was cancelled'));
    } catch (error) {
      this.log.warn({ err: error, job: this.job.id }, 'a beat could not be written');
    }
  }
}
