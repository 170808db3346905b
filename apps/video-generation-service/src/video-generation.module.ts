import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { JobModule, JobTables1763650200000 } from '@polyreel/workflow';
import { AnimaticVideo } from './animatic.provider.js';
import { FilmShot, VIDEO_PROVIDERS } from './film-shot.job.js';

@Service({
  name: 'video-generation-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({ schema: 'video_generation', migrations: [JobTables1763650200000] }),
  ],
  providers: [
    FilmShot,
    AnimaticVideo,
    { provide: VIDEO_PROVIDERS, useFactory: (animatic: AnimaticVideo) => [animatic], inject: [AnimaticVideo] },
  ],
})
export class VideoGenerationModule {}
