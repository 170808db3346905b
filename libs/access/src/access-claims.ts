import { Tier } from '@polyreel/contracts';
import { Role, Scope } from '@polyreel/http-api';
import { z } from 'zod';

/** Who signs access tokens, and for whom. */
export const ISSUER = 'polyreel';
export const AUDIENCE = 'polyreel-api';
/** How long an access token holds, in seconds. */
export const ACCESS_TOKEN_SECONDS = 600;
/** How far the clock of a door may be from that of the database that the times in a token come from. */
export const CLOCKS_APART_SECONDS = 30;

/** What an access token says beside its issuer, audience and end. */
export const AccessClaims = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  /** With fractions of a second: whoever is let in again right after a revocation must not be taken for who was thrown out. */
  iat: z.number(),
  role: Role,
  tier: Tier,
});
export type AccessClaims = z.infer<typeof AccessClaims>;

/** What auth-service says of an API key that holds. */
export const KeyHolder = z.object({ keyId: z.uuid(), userId: z.uuid(), role: Role, tier: Tier, scopes: z.array(Scope) });
export type KeyHolder = z.infer<typeof KeyHolder>;

/** What auth-service says of a token where Redis cannot. */
export const Standing = z.object({ holds: z.boolean() });
/** What it is asked. */
export const StandingQuestion = z.strictObject({ sub: z.uuid(), sid: z.uuid(), iat: z.number(), kid: z.string().max(200).optional() });
