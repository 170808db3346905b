import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

/** When a handler is paused and for how long. */
export interface KillSwitchSettings {
  /** Deliveries within the tracking period before anything is judged. */
  readonly activation: number;
  /** The share of them that must have failed, above 0 and up to 1. */
  readonly tripShare: number;
  /** How far back is looked, in milliseconds. */
  readonly trackingMs: number;
  /** The first pause, in milliseconds; each that follows on it is twice as long. */
  readonly pauseMs: number;
  /** No pause is longer, in milliseconds. */
  readonly longestPauseMs: number;
  /** Deliveries in a row, one at a time, that must end well after a pause. */
  readonly trials: number;
}

/**
 * MassTransit's KillSwitchOptions with our measures. Its defaults (100 messages, 10 %, 60 s) suit a busy bus; here a queue may see
 * twenty messages in a minute, and a handler of which some inputs fail should go on with the others.
 */
export class KillSwitchConfig extends configFrom(
  z.object({
    /** Deliveries of one queue to one process within the tracking period before the switch may trip. */
    KILL_SWITCH_ACTIVATION: z.coerce.number().int().min(1).default(20),
    /** Percent of them that must have failed (1 to 100). */
    KILL_SWITCH_TRIP_PERCENT: z.coerce.number().min(1).max(100).default(50),
    /** The tracking period, in seconds. */
    KILL_SWITCH_TRACKING_SECONDS: z.coerce.number().positive().default(60),
    /** The first pause, in seconds; it doubles with every trial that fails. */
    KILL_SWITCH_PAUSE_SECONDS: z.coerce.number().positive().default(10),
    /** The longest pause, in seconds. */
    KILL_SWITCH_LONGEST_PAUSE_SECONDS: z.coerce.number().positive().default(300),
    /** Messages that are let through one after the other after a pause; all must end well. */
    KILL_SWITCH_TRIALS: z.coerce.number().int().min(1).default(3),
  }),
) {
  get settings(): KillSwitchSettings {
    return {
      activation: this.KILL_SWITCH_ACTIVATION,
      tripShare: this.KILL_SWITCH_TRIP_PERCENT / 100,
      trackingMs: this.KILL_SWITCH_TRACKING_SECONDS * 1_000,
      pauseMs: this.KILL_SWITCH_PAUSE_SECONDS * 1_000,
      longestPauseMs: this.KILL_SWITCH_LONGEST_PAUSE_SECONDS * 1_000,
      trials: this.KILL_SWITCH_TRIALS,
    };
  }
}
