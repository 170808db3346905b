/** People: who they are, that they are who they say, and that they leave. */
import { z } from 'zod';
import { defineEvent } from './define-event.js';
import { Tier } from './generation-options.js';

const person = { userId: z.uuid() };
const locale = z.string().min(2).max(35);

/** Emitted by auth-service when an account has been made, by a password or by an OpenID Connect provider. */
export const UserRegistered = defineEvent({
  type: 'user.user_registered.v1',
  summary: 'An account has been made.',
  owner: 'auth-service',
  subject: 'userId',
  data: z.object({ ...person, email: z.email(), locale, registeredAt: z.iso.datetime() }),
});

/** Emitted by auth-service when it has forgotten an account whose address nobody confirmed in time. */
export const RegistrationLapsed = defineEvent({
  type: 'user.registration_lapsed.v1',
  summary: 'Nobody confirmed the address of an account in time: it is gone, and whatever was kept of it goes too.',
  owner: 'auth-service',
  subject: 'userId',
  data: z.object({ ...person, lapsedAt: z.iso.datetime() }),
});

/** Emitted by auth-service when somebody has shown that an address is theirs: by a link from a letter, or through their provider. */
export const EmailVerified = defineEvent({
  type: 'user.email_verified.v1',
  summary: 'Somebody has shown that an address is theirs.',
  owner: 'auth-service',
  subject: 'userId',
  data: z.object({ ...person, email: z.email(), verifiedAt: z.iso.datetime() }),
});

/** Emitted by auth-service when somebody has proved who they are and a session begins. */
export const UserAuthenticated = defineEvent({
  type: 'user.user_authenticated.v1',
  summary: 'Somebody has proved who they are; a session begins.',
  owner: 'auth-service',
  subject: 'userId',
  data: z.object({
    ...person,
    sessionId: z.uuid(),
    authenticatedAt: z.iso.datetime(),
    method: z.enum(['password', 'oidc']),
    /** Their address, where they have shown that it is theirs: also for who missed the event that said so. */
    verifiedEmail: z.email().optional(),
    /** What the session list shows: cut to length, never trusted. */
    device: z.string().max(200).optional(),
    address: z.string().max(64).optional(),
  }),
});

/** Emitted by auth-service when a session, or every session of somebody (`sessionId` left out), has ended. */
export const UserLoggedOut = defineEvent({
  type: 'user.user_logged_out.v1',
  summary: 'A session of somebody has ended, or all of them.',
  owner: 'auth-service',
  subject: 'userId',
  data: z.object({
    ...person,
    sessionId: z.uuid().optional(),
    reason: z.enum(['asked', 'reuse_detected', 'password_changed', 'by_admin', 'account_deleted']),
  }),
});

/** What about a person changed; only what changed is there. */
export const ProfileChanges = z.object({
  email: z.email().optional(),
  displayName: z.string().max(100).optional(),
  locale: locale.optional(),
  tier: Tier.optional(),
  suspended: z.boolean().optional(),
});

/** Emitted by user-service when a profile, a tier or a suspension has changed. */
export const UserProfileUpdated = defineEvent({
  type: 'user.user_profile_updated.v1',
  summary: 'A profile, a tier or a suspension has changed.',
  owner: 'user-service',
  subject: 'userId',
  data: z.object({ ...person, profileChanges: ProfileChanges, updatedAt: z.iso.datetime() }),
});

/**
 * Emitted by auth-service when a letter with a signed link is due. The link is a secret and therefore not in here: whoever sends the letter
 * asks for it by `letterId`.
 */
export const AccountLetterRequested = defineEvent({
  type: 'user.account_letter_requested.v1',
  summary: 'A letter with a signed link is due: to verify an address, or to set a new password.',
  owner: 'auth-service',
  subject: 'userId',
  data: z.object({ ...person, letterId: z.uuid(), kind: z.enum(['verify_email', 'reset_password']) }),
});

/** Emitted by user-service when spending within a month has reached 80 % or all of a budget. */
export const BudgetReached = defineEvent({
  type: 'user.budget_reached.v1',
  summary: 'Spending within a month has reached 80 % or all of a budget.',
  owner: 'user-service',
  subject: 'userId',
  data: z.object({
    ...person,
    /** Set where the budget is that of one API key. */
    keyId: z.uuid().optional(),
    percent: z.union([z.literal(80), z.literal(100)]),
    spentCredits: z.number().min(0),
    budgetCredits: z.number().min(0),
    month: z.string().regex(/^\d{4}-\d{2}$/),
  }),
});

/** Emitted by user-service when somebody wants all that is kept of them as one file. */
export const AccountExportRequested = defineEvent({
  type: 'user.account_export_requested.v1',
  summary: 'Somebody wants all that is kept of them as one file.',
  owner: 'user-service',
  subject: 'userId',
  data: z.object({ userId: z.string(), exportId: z.uuid() }),
});

/** Emitted by user-service when an account is closed: everybody who keeps something of this person erases it now. */
export const AccountDeleted = defineEvent({
  type: 'user.account_deleted.v1',
  summary: 'An account is closed: everybody who keeps something of this person erases it now.',
  owner: 'user-service',
  subject: 'userId',
  data: z.object({ ...person, deletedAt: z.iso.datetime() }),
});

/** Emitted by every service that keeps something of people, once nothing of this person is left in it. */
export const AccountDataErased = defineEvent({
  type: 'user.account_data_erased.v1',
  summary: 'A service has nothing of this person any more.',
  owner: 'any',
  subject: 'userId',
  data: z.object({ ...person, service: z.string(), erased: z.record(z.string(), z.number().int().min(0)) }),
});

/** Emitted by user-service when every service has said that nothing is left. */
export const AccountErased = defineEvent({
  type: 'user.account_erased.v1',
  summary: 'Every service has said that nothing of this person is left.',
  owner: 'user-service',
  subject: 'userId',
  data: z.object({ ...person, erasedAt: z.iso.datetime() }),
});
