import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { EraseJobs, JobModule, JOB_TABLES } from '@polyreel/workflow';
import { CheckFilm } from './check-film.job.js';

@Service({
  name: 'quality-assurance-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({ schema: 'quality_assurance', migrations: JOB_TABLES }),
  ],
  providers: [CheckFilm, EraseJobs],
})
export class QualityAssuranceModule {}
