/** What operators do about people who sign in, and about the keys that sign. */
import { z } from 'zod';
import { Role } from './auth.api.js';

export const ChangeRoleRequest = z.strictObject({ role: Role });
export const LockRequest = z.strictObject({ locked: z.boolean() });

/** How somebody signs in, as an operator sees it. */
export const AccessView = z.object({
  userId: z.uuid(),
  email: z.email(),
  emailVerified: z.boolean(),
  role: Role,
  locked: z.boolean(),
  suspended: z.boolean(),
  hasPassword: z.boolean(),
  providers: z.array(z.string()).describe('The issuers that this account is linked to.'),
  sessions: z.number().int().describe('Where they are signed in now.'),
});
export type AccessView = z.infer<typeof AccessView>;

export const RotateKeysRequest = z.strictObject({
  compromised: z
    .boolean()
    .default(false)
    .describe(
      'Somebody else may have the keys: all of them end now, and with them every access token. Sessions go on by their refresh tokens.',
    ),
});

export const SigningKeyView = z.object({
  kid: z.string(),
  state: z.enum(['next', 'signs', 'verifies']),
  createdAt: z.iso.datetime(),
  signsFrom: z.iso.datetime().nullable(),
  signsUntil: z.iso.datetime().nullable(),
});
export type SigningKeyView = z.infer<typeof SigningKeyView>;
export const SigningKeyList = z.object({ keys: z.array(SigningKeyView) });
