import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { JobModule, JobTables1763650200000 } from '@polyreel/workflow';
import { AnimaticImages } from './animatic.provider.js';
import { DrawShot, IMAGE_PROVIDERS } from './draw-shot.job.js';

@Service({
  name: 'image-generation-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({ schema: 'image_generation', migrations: [JobTables1763650200000] }),
  ],
  providers: [
    DrawShot,
    AnimaticImages,
    { provide: IMAGE_PROVIDERS, useFactory: (animatic: AnimaticImages) => [animatic], inject: [AnimaticImages] },
  ],
})
export class ImageGenerationModule {}
