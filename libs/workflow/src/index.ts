/** Work that outlives a message: processes with one row per run, and jobs with one row per piece of work. */
export * from './job/job-kind.js';
export * from './job/job-runner.js';
export * from './job/job.js';
export * from './job/job-store.js';
export * from './job/job-tables.js';
export * from './job/performs.decorator.js';
export * from './job/start-gate.js';
export * from './process/define-process.js';
export * from './process/orchestrates.decorator.js';
export * from './process/process-engine.js';
export * from './process/process-rows.js';
export * from './process/process-tables.migration.js';
export * from './workflow.module.js';
