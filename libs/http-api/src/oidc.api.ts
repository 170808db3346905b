/** Signing in with an OpenID Connect provider, in the public API. */
import { z } from 'zod';

/** As the operator's configuration names it. */
export const ProviderName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const ProviderList = z.object({ providers: z.array(z.object({ provider: ProviderName, label: z.string() })) });

/** What a provider sends the browser back with (RFC 6749, 4.1.2; RFC 9207). It decides what else it says. */
export const OidcCallbackQuery = z.object({
  code: z.string().max(2_048).optional(),
  state: z.string().max(512).optional(),
  iss: z.string().max(512).optional(),
  error: z.string().max(200).optional(),
  error_description: z.string().max(1_000).optional(),
  session_state: z.string().max(512).optional(),
});
export type OidcCallbackQuery = z.infer<typeof OidcCallbackQuery>;

/** base64url(SHA-256(verifier)): the form of PKCE (RFC 7636, 4.2). */
const Challenge = z.string().regex(/^[\w-]{43}$/);

/** For a web page: it keeps a verifier to itself, says the challenge made of it, and is where the browser ends up. Without both, the callback answers JSON. */
export const OidcStartQuery = z
  .object({
    returnTo: z.string().max(512).optional().describe('One of the pages that the operator lists, letter by letter.'),
    challenge: Challenge.optional().describe('base64url(SHA-256(verifier)), without padding.'),
  })
  .refine(({ returnTo, challenge }) => (returnTo === undefined) === (challenge === undefined), {
    path: ['challenge'],
    message: 'returnTo and challenge come together',
  });
export type OidcStartQuery = z.infer<typeof OidcStartQuery>;

export const OidcExchangeRequest = z.strictObject({
  code: z
    .string()
    .regex(/^[\w-]{43}$/)
    .describe('What stands behind `#code=` in the address that the browser came back to.'),
  verifier: z
    .string()
    .regex(/^[\w.~-]{43,128}$/)
    .describe('What the challenge was made of (RFC 7636, 4.1).'),
});
export type OidcExchangeRequest = z.infer<typeof OidcExchangeRequest>;
