/** Keys for programs, in the public API. */
import { z } from 'zod';
import { Scope } from './scope.js';

const LONGEST_DAYS = 3_650;

export const CreateApiKeyRequest = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'A name has no control characters.'),
  scopes: z
    .array(Scope)
    .min(1)
    .max(Scope.options.length)
    .transform((scopes) => [...new Set(scopes)]),
  expiresInDays: z.number().int().min(1).max(LONGEST_DAYS).optional().describe('Left out, the key holds until it is revoked.'),
});
export type CreateApiKeyRequest = z.infer<typeof CreateApiKeyRequest>;

export const ApiKeyView = z.object({
  keyId: z.uuid(),
  name: z.string(),
  hint: z.string().describe('How the key begins, to tell it from others.'),
  scopes: z.array(Scope),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable().describe('To within a minute.'),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

export const CreatedApiKey = ApiKeyView.extend({ key: z.string().describe('Shown now and never again.') });
export const ApiKeyList = z.object({ keys: z.array(ApiKeyView) });
export const ApiKeyRevoked = z.object({ keyId: z.uuid() });
