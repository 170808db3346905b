import type { ParcelLoad } from './parcel-load.js';

/** One way to bring a message from here to a consumer in the same process, over connections of its own for either direction. */
export interface Carrier {
  /** Resolves once the broker has confirmed the message. */
  send(id: string, content: string): Promise<void>;
  close(): Promise<void>;
}

export interface CarrierSettings {
  readonly url: string;
  /** The queue is made for this measurement and goes with it. */
  readonly queue: string;
  readonly queueType: ParcelLoad['queueType'];
  /** How many deliveries may be unacknowledged. */
  readonly prefetch: number;
  /** A message has arrived and is about to be acknowledged. */
  readonly arrived: (id: string) => void;
}

export type OpenCarrier = (settings: CarrierSettings) => Promise<Carrier>;
