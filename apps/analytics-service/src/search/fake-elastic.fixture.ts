import { Client, errors } from '@elastic/elasticsearch';
import mockModule from '@elastic/elasticsearch-mock';

/** Its types promise a default export where its CommonJS is the class itself. */
const Mock = mockModule as unknown as typeof mockModule.default;

interface Kept {
  version: number;
  ownerId: string;
  createdAt: string;
  terms: string[];
}
type Clause = { term?: Record<string, { value: string }>; prefix?: Record<string, { value: string }> };

/** The official client before its official mock, which answers the few questions that we ask as a server would. */
export function fakeElastic() {
  const mock = new Mock();
  const kept = new Map<string, Kept>();
  let away = false;
  let made = false;
  type Resolver = Parameters<InstanceType<typeof Mock>['add']>[1];
  const refusal = (statusCode: number) =>
    new errors.ResponseError({ statusCode, body: {}, headers: {}, warnings: null, meta: {} as never });
  const unlessAway =
    (resolve: Resolver): Resolver =>
    (parameters) =>
      away ? (refusal(503) as never) : resolve(parameters);
  const holds = (one: Kept, { term, prefix }: Clause) => {
    const [[field, { value }]] = Object.entries((term ?? prefix)!) as [[keyof Kept, { value: string }]];
    const values = [one[field]].flat().map(String);
    return values.some((own) => (term ? own === value : own.startsWith(value)));
  };
  mock.add(
    { method: 'HEAD', path: '/:index' },
    unlessAway(() => (made ? '' : refusal(404)) as never),
  );
  mock.add(
    { method: 'PUT', path: '/:index' },
    unlessAway(() => ((made = true), { acknowledged: true })),
  );
  mock.add(
    { method: 'POST', path: '/_bulk' },
    unlessAway(({ body }) => {
      const lines = linesOf(body);
      const items: object[] = [];
      for (let at = 0; at < lines.length; at++) {
        const { index, delete: gone } = lines[at] as { index?: { _id: string; version: number }; delete?: { _id: string } };
        if (index) {
          const document = lines[++at] as Kept;
          const stale = (kept.get(index._id)?.version ?? 0) >= index.version;
          if (!stale) kept.set(index._id, { ...document, version: index.version });
          items.push({ index: { _id: index._id, status: stale ? 409 : 201 } });
        } else items.push({ delete: { _id: gone!._id, status: kept.delete(gone!._id) ? 200 : 404 } });
      }
      return { errors: false, items };
    }),
  );
  mock.add(
    { method: 'POST', path: '/:index/_search' },
    unlessAway(({ body }) => {
      const { query, size } = body as unknown as { query: { bool: { filter: Clause[] } }; size: number };
      const found = [...kept].filter(([, one]) => query.bool.filter.every((clause) => holds(one, clause)));
      const hits = found.sort(([, a], [, b]) => b.createdAt.localeCompare(a.createdAt)).slice(0, size);
      return { hits: { hits: hits.map(([_id]) => ({ _id })) } };
    }),
  );
  return {
    client: new Client({ node: 'http://elastic.example:9200', Connection: mock.getConnection() as never, maxRetries: 0 }),
    kept,
    leave: () => void (away = true),
    comeBack: () => void (away = false),
  };
}

/** A bulk request is lines of JSON; the mock may have read them already. */
const linesOf = (body: unknown): object[] =>
  typeof body === 'string'
    ? body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object)
    : (body as object[]);
