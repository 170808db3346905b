import { configFrom, flag } from '@polyreel/service-kit';
import { z } from 'zod';

export class AuthConfig extends configFrom(
  z.object({
    /**
     * Seals the signing keys in the database, and is what links in letters and refresh tokens are made with. At least 32 characters.
     * With another one every session and every link ends.
     */
    AUTH_KEY_SECRET: z.string().min(32),
    /** Where people reach the gateway: links in letters begin with it. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .default('http://127.0.0.1:8000')
      .transform((url) => url.replace(/\/+$/, '')),
    /** A page of your own that takes the token of a link, `<url>/verify-email?locale=…#token=…` and `<url>/reset-password?locale=…#token=…`. Left out, ours are shown. */
    ACCOUNT_PAGES_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Whether an address must have been verified before it signs in. Without it, registering tells strangers which addresses are taken. */
    SIGN_IN_NEEDS_VERIFIED_EMAIL: flag.default(true),
    /** An account whose address nobody has confirmed for so long is forgotten. */
    UNVERIFIED_ACCOUNT_DAYS: z.coerce.number().int().min(3).max(365).default(14),
    /** A session ends when it has not been refreshed for so long, and at the latest so long after the sign-in. */
    SESSION_IDLE_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    SESSION_LONGEST_DAYS: z.coerce.number().int().min(1).max(730).default(90),
    /** How old a signing key grows before the next one takes over. */
    KEY_ROTATION_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    /** Passwords hashed at the same time: each takes 19 MiB and a core. */
    HASHES_AT_ONCE: z.coerce.number().int().min(1).max(64).default(2),
  }),
) {}
