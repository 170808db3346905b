import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { EraseJobs, JobModule, JOB_TABLES } from '@polyreel/workflow';
import { AnnounceCutting } from './announce-cutting.handler.js';
import { CutFilm } from './cut-film.job.js';
import { FilmCutter } from './film.cutter.js';

@Service({
  name: 'post-processing-service',
  imports: [MessagingModule, JobModule, ObjectStoreModule, DatabaseModule.forSchema({ schema: 'post_processing', migrations: JOB_TABLES })],
  providers: [AnnounceCutting, CutFilm, EraseJobs, FilmCutter],
})
export class PostProcessingModule {}
