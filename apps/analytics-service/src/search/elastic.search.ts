import type { Client } from '@elastic/elasticsearch';
import { GenerationSearch, type SearchDocument } from './search.port.js';
import type { Wanted } from './search.terms.js';

/** Another mapping is another index: nothing is ever changed under a running search. */
const INDEX = 'polyreel-generations-v1';
/** The terms are made here, for every search alike: Elasticsearch analyses nothing. */
const MAPPING = {
  dynamic: 'strict',
  properties: { ownerId: { type: 'keyword' }, createdAt: { type: 'date' }, terms: { type: 'keyword' } },
} as const;
/** The index has something as new already, or what is to be forgotten is not there. */
const SETTLED = new Set([200, 201, 404, 409]);

/** The search of a mesh that has an Elasticsearch. */
export class ElasticSearch extends GenerationSearch {
  private made?: Promise<void>;

  constructor(private readonly client: Client) {
    super();
  }

  async find(ownerId: string, wanted: readonly Wanted[], most: number): Promise<string[]> {
    await this.ready();
    const { hits } = await this.client.search({
      index: INDEX,
      size: most,
      _source: false,
      query: {
        bool: {
          filter: [
            { term: { ownerId: { value: ownerId } } },
            ...wanted.map(({ term: value, beginning }) => (beginning ? { prefix: { terms: { value } } } : { term: { terms: { value } } })),
          ],
        },
      },
      sort: [{ createdAt: 'desc' }],
    });
    return hits.hits.flatMap(({ _id }) => _id ?? []);
  }

  async index(documents: readonly SearchDocument[]): Promise<void> {
    await this.bulk(
      documents.flatMap(({ generationId, version, ...document }) => [
        { index: { _index: INDEX, _id: generationId, version, version_type: 'external' as const } },
        document,
      ]),
    );
  }

  async forget(generationIds: readonly string[]): Promise<void> {
    await this.bulk(generationIds.map((id) => ({ delete: { _index: INDEX, _id: id } })));
  }

  private async bulk(operations: object[]): Promise<void> {
    if (operations.length === 0) return;
    await this.ready();
    const { items } = await this.client.bulk({ operations, refresh: 'wait_for' });
    const refused = items.flatMap((item) => Object.values(item)).find(({ status }) => !SETTLED.has(status));
    if (refused) throw new Error(`Elasticsearch refused ${refused._id}: ${refused.error?.reason ?? refused.status}`);
  }

  private ready(): Promise<void> {
    this.made ??= this.make().catch((error: unknown) => {
      this.made = undefined;
      throw error;
    });
    return this.made;
  }

  private async make(): Promise<void> {
    if (await this.client.indices.exists({ index: INDEX })) return;
    await this.client.indices.create({ index: INDEX, mappings: MAPPING }).catch((error: unknown) => {
      // Another instance was faster.
      if ((error as { meta?: { body?: { error?: { type?: string } } } }).meta?.body?.error?.type !== 'resource_already_exists_exception')
        throw error;
    });
  }
}
