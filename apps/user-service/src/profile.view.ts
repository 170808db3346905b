import type { ProfileView } from '@polyreel/http-api';
import type { Caller } from '@polyreel/service-kit';
import type { Profile } from './profile.entity.js';

/** A profile as the API tells it. */
export const viewOf = ({ userId, email, displayName, locale, preferences, tier, suspended, createdAt }: Profile): ProfileView => ({
  userId,
  email,
  displayName,
  locale,
  preferences,
  tier,
  suspended,
  createdAt: createdAt.toISOString(),
});

/** The operator of this machine has no account, and is somebody all the same. */
export const viewOfOperator = ({ userId, tier }: Caller): ProfileView => ({
  userId,
  email: null,
  displayName: null,
  locale: 'en',
  preferences: {},
  tier,
  suspended: false,
  createdAt: null,
});
