import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { JobModule, JOB_TABLES } from '@polyreel/workflow';
import { AnimaticImages } from './animatic.provider.js';
import { DrawShot, IMAGE_PROVIDERS } from './draw-shot.job.js';

@Service({
  name: 'image-generation-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({ schema: 'image_generation', migrations: JOB_TABLES }),
  ],
  providers: [
    DrawShot,
    AnimaticImages,
    { provide: IMAGE_PROVIDERS, useFactory: (animatic: AnimaticImages) => [animatic], inject: [AnimaticImages] },
  ],
})
export class ImageGenerationModule {}
