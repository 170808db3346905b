import type { Role } from '@polyreel/http-api';
import type { Caller } from '@polyreel/service-kit';

/** Who somebody is to the mesh, and what they sign in with. */
export interface Account {
  userId: string;
  email: string;
  emailVerifiedAt: Date | null;
  /** Unset where nobody has chosen a password: they came by an OpenID Connect provider, or an operator has just made the account. */
  passwordHash: string | null;
  role: Role;
  tier: Caller['tier'];
  locale: string;
  /** By user-service: may do nothing. */
  suspended: boolean;
  /** By an operator: may not sign in. */
  locked: boolean;
}
