/** People in the public API: their profile, and what operators may do with it. */
import { AspectRatio, GenerationOptions, Resolution, Tier } from '@polyreel/contracts';
import { z } from 'zod';
import { oneLine } from './plain-text.js';

/** A well-formed language tag (BCP 47) in its canonical form. */
const Locale = z
  .string()
  .max(35)
  .refine(isLocale, { message: 'This is no locale. Use BCP 47: en, pt-BR, zh-Hant.', params: { code: 'locale_invalid' } })
  .transform((tag) => Intl.getCanonicalLocales(tag)[0]!);

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** What somebody likes their films and pages to be like. What they are told of, and how, is not in here. */
export const Preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  aspectRatio: AspectRatio.optional(),
  resolution: Resolution.optional(),
  quality: z.enum(['draft', 'standard', 'high']).optional(),
  style: GenerationOptions.shape.style,
  burnInCaptions: z.boolean().optional(),
  music: z.boolean().optional(),
});
export type Preferences = z.infer<typeof Preferences>;

export const ProfileView = z.object({
  userId: z.string(),
  email: z.string().nullable(),
  displayName: z.string().nullable(),
  locale: z.string(),
  preferences: Preferences,
  tier: Tier,
  suspended: z.boolean(),
  createdAt: z.string().nullable(),
});
export type ProfileView = z.infer<typeof ProfileView>;

/** Only what is told changes. Tier, role and credits are not one's own to change. */
export const ChangeProfileRequest = z
  .strictObject({
    displayName: oneLine(100).nullable().optional(),
    locale: Locale.optional(),
    preferences: Preferences.optional().describe('All of them: what is left out is not preferred any more.'),
  })
  .refine((change) => Object.keys(change).length > 0, { message: 'Say what is to change.', params: { code: 'profile_change_empty' } });
export type ChangeProfileRequest = z.infer<typeof ChangeProfileRequest>;

export const ListUsersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  q: z.string().trim().min(1).max(200).optional().describe('Part of an e-mail address or a name, or a whole user id.'),
  tier: Tier.optional(),
  suspended: z.stringbool().optional(),
});
export type ListUsersQuery = z.infer<typeof ListUsersQuery>;

export const UserSummary = ProfileView.omit({ preferences: true }).extend({ balance: z.number().int(), reserved: z.number().int() });
export type UserSummary = z.infer<typeof UserSummary>;
export const UserPage = z.object({ users: z.array(UserSummary), nextCursor: z.string().nullable() });

const Reason = oneLine(500).describe('Why: it stands in the audit log.');

export const ChangeUserRequest = z
  .strictObject({ tier: Tier.optional(), suspended: z.boolean().optional(), reason: Reason.optional() })
  .refine(({ tier, suspended }) => tier !== undefined || suspended !== undefined, {
    message: 'Say what is to change: tier or suspended.',
    params: { code: 'user_change_empty' },
  });
export type ChangeUserRequest = z.infer<typeof ChangeUserRequest>;

/** The most that is granted or taken at once. */
const MOST_CREDITS = 1_000_000;

export const GrantCreditsRequest = z.strictObject({
  credits: z
    .number()
    .int()
    .min(-MOST_CREDITS)
    .max(MOST_CREDITS)
    .refine((credits) => credits !== 0, { message: 'Nothing is neither granted nor taken.', params: { code: 'credits_invalid' } })
    .describe('Granted; taken where it is below nothing.'),
  reason: Reason,
});
export type GrantCreditsRequest = z.infer<typeof GrantCreditsRequest>;
export const CreditsGranted = z.object({ userId: z.string(), credits: z.number().int(), balance: z.number().int() });

export const AuditEntry = z.object({
  auditId: z.string(),
  actor: z.string(),
  action: z.string(),
  userId: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
  at: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const ListAuditQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  userId: z.string().max(100).optional(),
});
export type ListAuditQuery = z.infer<typeof ListAuditQuery>;
export const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });

/** An account on its way out. */
export const AccountClosing = z.object({ userId: z.string(), status: z.enum(['erasing', 'erased']) });
