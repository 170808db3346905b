import type { Logger } from '@polyreel/service-kit';
import { consumersPaused, killSwitchTrips } from '../telemetry/metrics.js';
import type { Consumption, Delivery, Failure, QueueSpec, Subscription, Transport, Verdict } from '../transport.js';
import type { KillSwitchSettings } from './kill-switch.config.js';
import { VerdictWindow } from './verdict-window.js';

type State = 'consuming' | 'paused' | 'trying' | 'drained';

/**
 * Stops consuming a queue whose handler mostly fails, and tries again later (MassTransit's KillSwitch: "prevents failing consumers
 * from moving all the messages to the error queue"). Messages wait in the queue meanwhile. One per queue and process: a sister
 * process whose handler works goes on.
 *
 * consuming: most of the deliveries of a while fail -> paused
 * paused: after a pause -> trying, one delivery at a time
 * trying: some end well in a row -> consuming; one fails -> paused, twice as long
 */
export class KillSwitch implements Subscription {
  private state: State = 'consuming';
  /** Verdicts of deliveries that began in an earlier state say nothing of this one. */
  private era = 0;
  private consumption?: Consumption;
  private timer?: NodeJS.Timeout;
  private pauseMs = 0;
  private passed = 0;
  private consumingSince = performance.now();
  private readonly window: VerdictWindow;

  private constructor(
    readonly queue: string,
    private readonly settings: KillSwitchSettings,
    private readonly log: Logger,
  ) {
    this.window = new VerdictWindow(settings.trackingMs);
  }

  /** Starts deliveries as Transport.consume() does, under a switch. */
  static async consume(
    transport: Transport,
    queue: QueueSpec,
    deliver: (delivery: Delivery) => Promise<Verdict>,
    settings: KillSwitchSettings,
    log: Logger,
  ): Promise<KillSwitch> {
    const killSwitch = new KillSwitch(queue.name, settings, log);
    killSwitch.show();
    killSwitch.consumption = await transport.consume(queue, (delivery) => killSwitch.judged(() => deliver(delivery)));
    // Deliveries may have come, and failed, before.
    if (killSwitch.state === 'paused') void killSwitch.consumption.pause();
    return killSwitch;
  }

  /** What an operator should know, or nothing while the queue is consumed as it should be. */
  get concern(): string | undefined {
    if (this.state === 'paused') return `${this.queue} is paused: its handler keeps failing`;
    if (this.state === 'trying') return `${this.queue} takes one message at a time: its handler kept failing`;
    return undefined;
  }

  async drain(): Promise<void> {
    this.become('drained');
    await this.consumption?.drain();
  }

  private async judged(deliver: () => Promise<Verdict>): Promise<Verdict> {
    const { era } = this;
    const verdict = await deliver();
    if (era === this.era) this.hear(verdict);
    return verdict;
  }

  private hear(verdict: Verdict): void {
    const failure = failureOfHandler(verdict);
    if (failure === NOT_TOLD) return;
    if (this.state === 'trying') {
      if (failure) this.pause(failure);
      else if (++this.passed >= this.settings.trials) this.goOn();
    } else if (this.state === 'consuming') {
      this.window.note(failure ? 'failing' : 'sound');
      const { failing, all } = this.window.counts;
      if (failure && all >= this.settings.activation && failing >= this.settings.tripShare * all) this.pause(failure, { failing, all });
    }
  }

  /** Runs before the verdict is carried out: the consumer is cancelled before the acknowledgement could let another message in. */
  private pause(failure: Failure, counts: { failing: number; all: number } = { failing: 1, all: this.passed + 1 }): void {
    const { pauseMs: firstMs, longestPauseMs, trackingMs } = this.settings;
    const soundForLong = this.state === 'consuming' && performance.now() - this.consumingSince >= trackingMs;
    this.pauseMs = this.pauseMs === 0 || soundForLong ? firstMs : Math.min(this.pauseMs * 2, longestPauseMs);
    this.become('paused');
    killSwitchTrips.inc({ queue: this.queue });
    void this.consumption?.pause();
    this.timer = setTimeout(() => this.tryAgain(), this.pauseMs).unref();
    this.log.error(
      { queue: this.queue, ...counts, pauseMs: this.pauseMs, err: failure },
      'a handler keeps failing and is paused: its messages wait in the queue. See to what err names; it is tried again by itself, and a restart tries at once',
    );
  }

  private tryAgain(): void {
    this.become('trying');
    this.passed = 0;
    this.log.info({ queue: this.queue, trials: this.settings.trials }, 'a paused handler is tried with one message at a time');
    void this.consumption?.resume(1);
  }

  private goOn(): void {
    this.become('consuming');
    this.window.clear();
    this.consumingSince = performance.now();
    this.log.info({ queue: this.queue }, 'a paused handler works again and takes all that it may');
    void this.consumption?.resume();
  }

  private become(state: State): void {
    clearTimeout(this.timer);
    this.state = state;
    this.era++;
    this.show();
  }

  private show(): void {
    consumersPaused.set({ queue: this.queue }, this.state === 'paused' ? 1 : 0);
  }
}

const NOT_TOLD = Symbol('not told');

/**
 * The handler's failure, or none. A message that is unknown (skipped) or refused for what it is (malformed, Permanent) tells nothing
 * either way: a later time would not help it, and twenty broken uploads of one user must not stop the handler for everybody.
 */
function failureOfHandler(verdict: Verdict): Failure | undefined | typeof NOT_TOLD {
  if (verdict.kind === 'done') return undefined;
  if (verdict.kind === 'skipped' || (verdict.kind === 'dead' && verdict.refused)) return NOT_TOLD;
  return verdict.error;
}
