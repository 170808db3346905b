import { MessagingModule } from '@polyreel/messaging';
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobNews } from './job/job-news.js';
import { JobRunner } from './job/job-runner.js';
import { JobStore } from './job/job-store.js';
import { DeadlineWatch } from './process/deadline-watch.js';
import { ProcessEngine } from './process/process-engine.js';

/** For services that orchestrate: runs as rows, deadlines kept. Needs ProcessTables in the service's migrations. */
@Module({ imports: [MessagingModule, DiscoveryModule], providers: [ProcessEngine, DeadlineWatch], exports: [ProcessEngine] })
export class ProcessModule {}

/** For services with long work: jobs as rows, leased and fenced. Needs JobTables in the service's migrations. */
@Module({ imports: [MessagingModule, DiscoveryModule], providers: [JobStore, JobNews, JobRunner], exports: [JobRunner] })
export class JobModule {}
