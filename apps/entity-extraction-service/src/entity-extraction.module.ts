import { CacheModule } from '@polyreel/cache';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { EntityExtractor } from './entity.extractor.js';
import { ExtractEntities } from './extract-entities.handler.js';

@Service({ name: 'entity-extraction-service', imports: [MessagingModule, CacheModule], providers: [ExtractEntities, EntityExtractor] })
export class EntityExtractionModule {}
