import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { ProviderLedgerModule, ProviderOperations1764070300000 } from '@polyreel/provider-ledger';
import { ProviderRegistry, ProvidersModule } from '@polyreel/providers';
import { Service } from '@polyreel/service-kit';
import { EraseJobs, JOB_TABLES, JobModule } from '@polyreel/workflow';
import { AnimaticVideo } from './animatic.provider.js';
import { FilmCrews } from './film-crews.chain.js';
import { FilmShot } from './film-shot.job.js';

@Service({
  name: 'video-generation-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    ProvidersModule,
    ProviderLedgerModule.paying((registry: ProviderRegistry) => registry.videos),
    DatabaseModule.forSchema({ schema: 'video_generation', migrations: [...JOB_TABLES, ProviderOperations1764070300000] }),
  ],
  providers: [FilmShot, EraseJobs, AnimaticVideo, FilmCrews],
})
export class VideoGenerationModule {}
