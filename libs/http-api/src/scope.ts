import { z } from 'zod';

/** What an API key may be allowed to do. A session may do all of it for its own person; `admin` also asks for the role. */
export const Scope = z.enum([
  'generations:read',
  'generations:write',
  'media:read',
  'media:write',
  'voice:read',
  'voice:write',
  'account:read',
  'account:write',
  'webhooks:read',
  'webhooks:write',
  'admin',
]);
export type Scope = z.infer<typeof Scope>;
