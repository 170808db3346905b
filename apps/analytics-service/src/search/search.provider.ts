import { Database } from '@polyreel/database';
import type { Provider } from '@nestjs/common';
import { AnalyticsConfig } from '../analytics.config.js';
import { PostgresSearch } from './postgres.search.js';
import { GenerationSearch } from './search.port.js';

/** Elasticsearch where one is configured, PostgreSQL otherwise. */
export const searchProvider: Provider = {
  provide: GenerationSearch,
  inject: [AnalyticsConfig, Database],
  useFactory: async ({ ELASTICSEARCH_URL }: AnalyticsConfig, database: Database) => {
    if (!ELASTICSEARCH_URL) return new PostgresSearch(database);
    // Loaded where it is used only: it weighs more than the rest of this service.
    const [{ Client }, { ElasticSearch }] = await Promise.all([import('@elastic/elasticsearch'), import('./elastic.search.js')]);
    return new ElasticSearch(new Client({ node: ELASTICSEARCH_URL, requestTimeout: 5_000, maxRetries: 1 }));
  },
};
