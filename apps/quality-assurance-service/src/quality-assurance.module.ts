import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { CheckFilm } from './check-film.handler.js';

@Service({ name: 'quality-assurance-service', imports: [MessagingModule, ObjectStoreModule], providers: [CheckFilm] })
export class QualityAssuranceModule {}
