import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { ProviderLedgerModule, ProviderOperations1764070300000 } from '@polyreel/provider-ledger';
import { ProviderRegistry, ProvidersModule } from '@polyreel/providers';
import { Service } from '@polyreel/service-kit';
import { EraseJobs, JOB_TABLES, JobModule } from '@polyreel/workflow';
import { AnimaticImages } from './animatic.provider.js';
import { DrawShot } from './draw-shot.job.js';
import { Illustrators } from './illustrators.chain.js';

@Service({
  name: 'image-generation-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    ProvidersModule,
    ProviderLedgerModule.paying((registry: ProviderRegistry) => registry.images),
    DatabaseModule.forSchema({ schema: 'image_generation', migrations: [...JOB_TABLES, ProviderOperations1764070300000] }),
  ],
  providers: [DrawShot, EraseJobs, AnimaticImages, Illustrators],
})
export class ImageGenerationModule {}
