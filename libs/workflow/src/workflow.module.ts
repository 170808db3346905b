import { MessagingModule } from '@polyreel/messaging';
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Erasure } from './erasure/erasure.js';
import { JobNews } from './job/job-news.js';
import { JobRunner } from './job/job-runner.js';
import { JobStore } from './job/job-store.js';
import { DeadlineWatch } from './process/deadline-watch.js';
import { ProcessEngine } from './process/process-engine.js';

/** For services that orchestrate: runs as rows, deadlines kept. Needs PROCESS_TABLES in the service's migrations. */
@Module({
  imports: [MessagingModule, DiscoveryModule],
  providers: [Erasure, ProcessEngine, DeadlineWatch],
  exports: [Erasure, ProcessEngine],
})
export class ProcessModule {}

/** For services with long work: jobs as rows, leased and fenced. Needs JOB_TABLES in the service's migrations. */
@Module({ imports: [MessagingModule, DiscoveryModule], providers: [Erasure, JobStore, JobNews, JobRunner], exports: [JobRunner, JobStore] })
export class JobModule {}
