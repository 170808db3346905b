import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { JOB_TABLES, JobModule } from '@polyreel/workflow';
import { DeleteFiles } from './delete-files.handler.js';
import { EraseFiles } from './erase-files.job.js';
import { ErasedOwners1764130300000 } from './erased-owners.migration.js';
import { KeptFilesController } from './kept-files.controller.js';
import { Files } from './files.repository.js';
import { Files1763650400000 } from './files.migration.js';
import { LateFilesSweeper } from './late-files.sweeper.js';
import { LateLooks1764080000000 } from './late-looks.migration.js';
import { MediaController } from './media.controller.js';
import { RecordFiles } from './record-files.handler.js';
import { SignedObjectsController } from './signed-objects.controller.js';
import { StoredFile } from './stored-file.entity.js';
import { TakenAddresses1764150000000 } from './taken-addresses.migration.js';
import { TempSweeper } from './temp.sweeper.js';
import { UploadsController } from './uploads.controller.js';
import { Uploads } from './uploads.repository.js';
import { Voices1764140000000 } from './voices.migration.js';

@Service({
  name: 'storage-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({
      schema: 'storage',
      entities: [StoredFile],
      migrations: [
        Files1763650400000,
        LateLooks1764080000000,
        ErasedOwners1764130300000,
        Voices1764140000000,
        TakenAddresses1764150000000,
        ...JOB_TABLES,
      ],
    }),
  ],
  controllers: [SignedObjectsController, UploadsController, MediaController, KeptFilesController],
  providers: [Files, Uploads, RecordFiles, DeleteFiles, EraseFiles, TempSweeper, LateFilesSweeper],
})
export class StorageModule {}
