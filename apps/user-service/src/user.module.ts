import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { JOB_TABLES, JobModule, PROCESS_TABLES, ProcessModule } from '@polyreel/workflow';
import { AccountArchive } from './account.archive.js';
import { AccountExportsController } from './account-exports.controller.js';
import { AccountExports1764130400000 } from './account-exports.migration.js';
import { AccountExports } from './account-exports.repository.js';
import { ExportConfig } from './export.config.js';
import { KeptFiles } from './kept.files.js';
import { KeptPages } from './kept.pages.js';
import { ExportAccount } from './export-account.job.js';
import { OwnRecords } from './own.records.js';
import { AccountCommands } from './account.commands.js';
import { AccountController } from './account.controller.js';
import { AccountDeletion } from './account-deletion.process.js';
import { AdminUsersController } from './admin-users.controller.js';
import { AuditLog } from './audit.log.js';
import { Budgets } from './budgets.repository.js';
import { ConfirmReservation } from './confirm-reservation.handler.js';
import { CreditLedger } from './credit.ledger.js';
import { CreditsController } from './credits.controller.js';
import { Credits1764130100000 } from './credits.migration.js';
import { EraseProfile } from './erase-profile.handler.js';
import { ForgottenReservationsSweeper } from './forgotten-reservations.sweeper.js';
import { MakeProfile } from './make-profile.handler.js';
import { PeopleCommands } from './people.commands.js';
import { Profile } from './profile.entity.js';
import { Profiles1764130000000 } from './profiles.migration.js';
import { Profiles } from './profiles.repository.js';
import { ReleaseReservation } from './release-reservation.handler.js';
import { Reservations } from './credit.reservations.js';
import { SettleReservation } from './settle-reservation.handler.js';
import { ReserveCredits1764136300000 } from './reserve-credits.migration.js';
import { Usage } from './usage.view.js';
import { UsersController } from './users.controller.js';

@Service({
  name: 'user-service',
  imports: [
    MessagingModule,
    ProcessModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({
      schema: 'users',
      entities: [Profile],
      migrations: [
        ...PROCESS_TABLES,
        Profiles1764130000000,
        Credits1764130100000,
        AccountExports1764130400000,
        ReserveCredits1764136300000,
        ...JOB_TABLES,
      ],
    }),
  ],
  controllers: [UsersController, AccountController, AccountExportsController, AdminUsersController, CreditsController],
  providers: [
    Profiles,
    PeopleCommands,
    AuditLog,
    CreditLedger,
    Budgets,
    Reservations,
    Usage,
    MakeProfile,
    ConfirmReservation,
    SettleReservation,
    ReleaseReservation,
    ForgottenReservationsSweeper,
    AccountCommands,
    AccountDeletion,
    EraseProfile,
    AccountExports,
    AccountArchive,
    ExportConfig,
    KeptPages,
    KeptFiles,
    OwnRecords,
    ExportAccount,
  ],
})
export class UserModule {}
