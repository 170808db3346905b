/** Accounts in the public API: getting in, staying in, leaving. Every body is strict: a field that is not asked for is refused. */
import { Tier } from '@polyreel/contracts';
import { z } from 'zod';
import { EmailAddress } from './email-address.js';

export const Role = z.enum(['user', 'admin']);
export type Role = z.infer<typeof Role>;

/** Length is all that is asked of a password beside not being a common one (NIST SP 800-63B, 5.1.1.2). */
export const NewPassword = z.string().min(8).max(128);
const ShownPassword = z.string().min(1).max(128);
/** BCP 47. */
const Locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);

export const RegisterRequest = z.strictObject({ email: EmailAddress, password: NewPassword, locale: Locale.default('en') });
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const LoginRequest = z.strictObject({ email: EmailAddress, password: ShownPassword });
export type LoginRequest = z.infer<typeof LoginRequest>;

export const RefreshRequest = z.strictObject({ refreshToken: z.string().min(1).max(300) });
export const EmailRequest = z.strictObject({ email: EmailAddress });
const LinkToken = z.string().min(1).max(1_000).describe('What stands in the link of the letter.');
export const VerifyEmailRequest = z.strictObject({ token: LinkToken });
export const ResetPasswordRequest = z.strictObject({ token: LinkToken, password: NewPassword });
export const ChangePasswordRequest = z.strictObject({ currentPassword: ShownPassword, newPassword: NewPassword });

/** A page is shown whatever it is asked for in: a tag that is none is one of no language. */
export const AccountPageQuery = z.object({
  locale: z.string().max(35).optional().catch(undefined).describe('BCP 47. Left out, Accept-Language decides.'),
});

/** What a person holds once they are in. */
export const Tokens = z.object({
  accessToken: z.string().describe('A JSON Web Token for `Authorization: Bearer`.'),
  tokenType: z.literal('Bearer'),
  expiresIn: z.number().int().describe('Seconds until the access token ends.'),
  refreshToken: z.string().describe('Good for one refresh, which gives the next one.'),
  refreshExpiresAt: z.iso.datetime().describe('Until then it must have been used.'),
  sessionId: z.uuid(),
  user: z.object({ userId: z.uuid(), email: z.email(), role: Role, tier: Tier }),
});
export type Tokens = z.infer<typeof Tokens>;

/** Told alike whether the address is known or not. */
export const LetterPromised = z.object({ email: z.email() });
export const EmailVerified = z.object({ email: z.email() });
export const SessionEnded = z.object({ sessionId: z.uuid() });
export const SessionsEnded = z.object({ ended: z.number().int() });

/** RFC 7517, with the keys of the access tokens: Ed25519 (RFC 8037). */
export const Jwks = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
    }),
  ),
});
