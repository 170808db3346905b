import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { EntityExtractor } from './entity.extractor.js';
import { ExtractEntities } from './extract-entities.handler.js';

@Service({ name: 'entity-extraction-service', imports: [MessagingModule], providers: [ExtractEntities, EntityExtractor] })
export class EntityExtractionModule {}
