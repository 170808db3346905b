import type { Middleware } from './middleware.js';

/** A number from 0 up to 1, as Math.random gives it; tests pass a seeded one. */
export type Chance = () => number;

/** Delivers every message twice, as a broker may after a lost connection. Shows that a second time changes nothing. */
export const duplicator: Middleware = async (_incoming, next) => {
  await next();
  return next();
};

/** Fails before the handler in this share of deliveries. */
export const randomFailure =
  (share: number, chance: Chance = Math.random): Middleware =>
  (_incoming, next) =>
    chance() < share ? Promise.reject(new InjectedCrash('before the handler')) : next();

/** Lets the handler work and forgets its verdict in this share of deliveries: the crash between effect and acknowledgement. */
export const lostVerdict =
  (share: number, chance: Chance = Math.random): Middleware =>
  async (_incoming, next) => {
    const verdict = await next();
    if (chance() < share) throw new InjectedCrash('after the handler');
    return verdict;
  };

/** Holds one delivery back until the next has gone past, or `atMostMs` have. */
export const reorder = (atMostMs = 50): Middleware => {
  let letGo: (() => void) | undefined;
  return async (_incoming, next) => {
    if (letGo) letGo();
    else
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => letGo!(), atMostMs);
        letGo = () => {
          clearTimeout(timer);
          letGo = undefined;
          resolve();
        };
      });
    return next();
  };
};

/** Stands for a process that died: the transport takes it as no verdict at all and the broker delivers again. */
export class InjectedCrash extends Error {
  override name = 'InjectedCrash';
  constructor(where: string) {
    super(`an injected crash ${where}`);
  }
}
