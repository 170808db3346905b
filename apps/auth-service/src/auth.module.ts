import { AccessModule } from '@polyreel/access';
import { CacheModule } from '@polyreel/cache';
import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { AccountCommands } from './accounts/account.commands.js';
import { Accounts } from './accounts/accounts.repository.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { PasswordCommands } from './accounts/password.commands.js';
import { EnteredAccounts1764136100000 } from './accounts/entered-accounts.migration.js';
import { EraseAccount } from './accounts/erase-account.handler.js';
import { FollowProfile } from './accounts/follow-profile.handler.js';
import { KeptAccessController } from './accounts/kept-access.controller.js';
import { LapsedRegistrations } from './accounts/lapsed.registrations.js';
import { AuthConfig } from './auth.config.js';
import { AuthSweeper } from './auth.sweeper.js';
import { AuthTables1764130000000 } from './auth-tables.migration.js';
import { ApiKeys } from './keys/api-keys.repository.js';
import { ApiKeysController } from './keys/api-keys.controller.js';
import { LastUse } from './keys/last-use.recorder.js';
import { LetterLinks } from './letters/letter.links.js';
import { Letters } from './letters/letters.repository.js';
import { LettersController } from './letters/letters.controller.js';
import { AttemptCookie } from './oidc/attempt.cookie.js';
import { LinkedIdentities } from './oidc/identities.repository.js';
import { OidcClient } from './oidc/oidc.client.js';
import { OidcCommands } from './oidc/oidc.commands.js';
import { OidcConfig } from './oidc/oidc.config.js';
import { OidcController } from './oidc/oidc.controller.js';
import { ReturnPages } from './oidc/return.pages.js';
import { SignInCodes1764136000000 } from './oidc/sign-in-codes.migration.js';
import { SignInCodes } from './oidc/sign-in-codes.repository.js';
import { OperatorCommands } from './operators/operator.commands.js';
import { OperatorsController } from './operators/operators.controller.js';
import { SigningKeysController } from './operators/signing-keys.controller.js';
import { PagesController } from './pages/pages.controller.js';
import { GuessBrake } from './passwords/guess.brake.js';
import { PasswordHasher } from './passwords/password.hasher.js';
import { PasswordRules } from './passwords/password.rules.js';
import { SignInGate } from './passwords/sign-in.gate.js';
import { Revoking } from './sessions/revoking.service.js';
import { SessionCommands } from './sessions/session.commands.js';
import { Sessions } from './sessions/sessions.repository.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { AccessTokens } from './signing/access-token.issuer.js';
import { DerivedSecrets } from './signing/derived.secrets.js';
import { JwksController } from './signing/jwks.controller.js';
import { KeyRing } from './signing/key.ring.js';
import { SigningKeys } from './signing/signing-keys.repository.js';

@Service({
  name: 'auth-service',
  imports: [
    MessagingModule,
    CacheModule,
    AccessModule,
    DatabaseModule.forSchema({
      schema: 'auth',
      migrations: [AuthTables1764130000000, SignInCodes1764136000000, EnteredAccounts1764136100000],
    }),
  ],
  controllers: [
    AccountsController,
    SessionsController,
    ApiKeysController,
    LettersController,
    JwksController,
    OperatorsController,
    SigningKeysController,
    OidcController,
    PagesController,
    KeptAccessController,
  ],
  providers: [
    ...[AuthConfig, DerivedSecrets, SigningKeys, KeyRing, AccessTokens],
    ...[Accounts, AccountCommands, PasswordCommands, PasswordHasher, PasswordRules, GuessBrake, SignInGate],
    ...[Sessions, SessionCommands, Revoking, ApiKeys, LastUse, Letters, LetterLinks, AuthSweeper],
    ...[FollowProfile, EraseAccount, LapsedRegistrations, OperatorCommands],
    ...[OidcConfig, OidcClient, OidcCommands, AttemptCookie, LinkedIdentities, ReturnPages, SignInCodes],
  ],
})
export class AuthModule {}
