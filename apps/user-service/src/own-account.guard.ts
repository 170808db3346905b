import { AppError, type Caller } from '@polyreel/service-kit';
import { z } from 'zod';

/** The operator's key stands for nobody with an account. */
export const hasAccount = ({ userId }: Caller): boolean => z.uuid().safeParse(userId).success;

/** Throws `operator_without_account` (409) for the operator's key: there is nothing to change. */
export function ownAccount(caller: Caller): string {
  if (hasAccount(caller)) return caller.userId;
  throw new AppError('operator_without_account', 'The key of this machine has no account of its own.', 409);
}

/** Throws `session_required` (403) for API keys: a key must not widen what it may spend, nor take its owner's account away. */
export function refuseKeys({ keyId }: Caller): void {
  if (keyId) throw new AppError('session_required', 'An API key may not do this: log in.', 403);
}
