import { commaSeparated, configFrom } from '@polyreel/service-kit';
import { ProviderName } from '@polyreel/http-api';
import { z } from 'zod';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const Provider = z.strictObject({
  issuer: z.url({ protocol: /^https?$/ }).refine((url) => url.startsWith('https:') || LOOPBACK.has(new URL(url).hostname), {
    message: 'an issuer is reached by https; http only on loopback',
  }),
  clientId: z.string().min(1),
  /** Left out for a public client: PKCE protects the code either way. */
  clientSecret: z.string().min(1).optional(),
  /** What a button says. */
  label: z.string().min(1).max(60),
  scope: z.string().default('openid email'),
});
export type Provider = z.infer<typeof Provider>;

/** A page that browsers may be sent back to with a code. Compared letter by letter, so it must be written as browsers write it. */
const ReturnPage = z.url({ protocol: /^https?$/ }).refine((text) => isReturnPage(text), {
  message: 'written as a browser shows it, by https (http only on loopback), without user, # or anything behind it',
});

function isReturnPage(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const safe = url.protocol === 'https:' || LOOPBACK.has(url.hostname);
  return safe && url.href === text && !text.includes('#') && !url.username && !url.password;
}

export class OidcConfig extends configFrom(
  z.object({
    /** JSON: `{"acme": {"issuer": "https://id.acme.example", "clientId": "…", "clientSecret": "…", "label": "Acme"}}`. The callback is `<PUBLIC_URL>/v1/auth/oidc/<name>/callback`. */
    OIDC_PROVIDERS: z
      .string()
      .default('{}')
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue({ code: 'custom', message: 'this is no JSON' });
          return z.NEVER;
        }
      })
      .pipe(z.record(ProviderName, Provider)),
    /** Pages that a sign-in may end at, `https://studio.example.org/signed-in,https://console.example.org/`. None by default. */
    OIDC_RETURN_TO: commaSeparated.default([]).pipe(z.array(ReturnPage)),
  }),
) {}
