/** How long a delivery may be held. */
export interface Hold {
  /** Whether it can still be acknowledged. */
  alive(): boolean;
  /** Whether there is time to try again: not while shutting down. */
  patient(): boolean;
}

/** The connection that brought a delivery is gone; the broker brings it again. */
export class LostDelivery extends Error {
  override name = 'LostDelivery';
  constructor(queue: string) {
    super(`a delivery of ${queue} was lost with its connection`);
  }
}
