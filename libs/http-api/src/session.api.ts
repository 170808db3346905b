/** Where somebody is signed in, in the public API. */
import { z } from 'zod';

export const SessionView = z.object({
  sessionId: z.uuid(),
  current: z.boolean().describe('The one that asks.'),
  method: z.enum(['password', 'oidc']),
  device: z.string().nullable(),
  address: z.string().nullable(),
  signedInAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().describe('To within a minute.'),
});
export type SessionView = z.infer<typeof SessionView>;
export const SessionList = z.object({ sessions: z.array(SessionView) });
