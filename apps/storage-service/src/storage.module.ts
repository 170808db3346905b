import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { DeleteFiles } from './delete-files.handler.js';
import { Files } from './files.repository.js';
import { Files1763650400000 } from './files.migration.js';
import { LateFilesSweeper } from './late-files.sweeper.js';
import { LateLooks1764080000000 } from './late-looks.migration.js';
import { MediaController } from './media.controller.js';
import { RecordFiles } from './record-files.handler.js';
import { SignedObjectsController } from './signed-objects.controller.js';
import { StoredFile } from './stored-file.entity.js';
import { TempSweeper } from './temp.sweeper.js';

@Service({
  name: 'storage-service',
  imports: [
    MessagingModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({ schema: 'storage', entities: [StoredFile], migrations: [Files1763650400000, LateLooks1764080000000] }),
  ],
  controllers: [SignedObjectsController, MediaController],
  providers: [Files, RecordFiles, DeleteFiles, TempSweeper, LateFilesSweeper],
})
export class StorageModule {}
