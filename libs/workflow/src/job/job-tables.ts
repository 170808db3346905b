import { ErasedJobs1764137300000 } from '../erasure/erased.migrations.js';
import { JobLanes1764070200000 } from './job-lanes.migration.js';
import { JobTables1763650200000 } from './job-tables.migration.js';

/** The migrations of a service with long work, oldest first. */
export const JOB_TABLES = [JobTables1763650200000, JobLanes1764070200000, ErasedJobs1764137300000];
