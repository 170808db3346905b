import { ErasedRuns1764137200000 } from '../erasure/erased.migrations.js';
import { ProcessTables1763650100000 } from './process-tables.migration.js';

/** The migrations of a service with processes, oldest first. */
export const PROCESS_TABLES = [ProcessTables1763650100000, ErasedRuns1764137200000];
