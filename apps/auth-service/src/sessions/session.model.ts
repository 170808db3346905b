import type { Caller } from '@polyreel/service-kit';
import type { DataOf, UserAuthenticated, UserLoggedOut } from '@polyreel/contracts';

export type Method = DataOf<typeof UserAuthenticated>['method'];
export type EndReason = DataOf<typeof UserLoggedOut>['reason'];

/** Where and with what somebody signed in. */
export interface Whereabouts {
  device?: string;
  address?: string;
}

/** One sign-in: the family of refresh tokens that follow from it. Times are the database's. */
export interface Session {
  sessionId: string;
  userId: string;
  device: string | null;
  address: string | null;
  seed: Buffer;
  /** Which refresh token is good now. */
  turn: number;
  turnedAt: Date;
  startedAt: Date;
  endedAt: Date | null;
}

/** As the gateway saw a caller. */
export const whereaboutsOf = ({ device, address }: Caller): Whereabouts => ({ device: shownDevice(device), address });

const LONGEST_DEVICE = 200;

/** What a client calls itself, fit for a list, a log and a spreadsheet: one line, no control or formatting characters, no formula. */
export function shownDevice(text: string | undefined): string | undefined {
  const line = (text ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu, ' ')
    .trim()
    .replace(/^[=+\-@\s]+/, '');
  // A character that is cut in two at the end is left out.
  return line.slice(0, LONGEST_DEVICE).replace(/[\uD800-\uDBFF]$/, '') || undefined;
}
