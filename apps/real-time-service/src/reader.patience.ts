import { setTimeout as pause } from 'node:timers/promises';

/** As much may wait for a reader before it is told no more. What it has not been told stays in the feed, not in memory. */
const ENOUGH_UNREAD_BYTES = 64 * 1024;
const LOOK_EVERY_MS = 25;

/** Resolves with true as soon as there is room for more, and with false where a reader has not made any for `stallMs`. */
export async function hasRoom(unread: () => number, stallMs: number): Promise<boolean> {
  for (const since = Date.now(); unread() > ENOUGH_UNREAD_BYTES; await pause(LOOK_EVERY_MS)) if (Date.now() - since > stallMs) return false;
  return true;
}
