import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { JobModule, JOB_TABLES } from '@polyreel/workflow';
import { AnimaticVideo } from './animatic.provider.js';
import { FilmShot, VIDEO_PROVIDERS } from './film-shot.job.js';

@Service({
  name: 'video-generation-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({ schema: 'video_generation', migrations: JOB_TABLES }),
  ],
  providers: [
    FilmShot,
    AnimaticVideo,
    { provide: VIDEO_PROVIDERS, useFactory: (animatic: AnimaticVideo) => [animatic], inject: [AnimaticVideo] },
  ],
})
export class VideoGenerationModule {}
