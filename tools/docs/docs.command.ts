import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { topologySnapshot } from '@polyreel/messaging';
import prettier from 'prettier';
import { builtServices, serviceModule } from '../start/services.js';
import { asyncApi } from './async-api.js';
import { eventCatalogue, problemsOf } from './event-catalogue.js';
import { eventMap } from './event-map.js';

/** `npm run docs [-- --check]`: writes the generated documents, or says which are stale. Ends with 1 where one is, or where the events do not add up. */
export async function run(args: readonly string[]): Promise<number> {
  const root = process.cwd();
  const services = builtServices(join(root, 'dist/apps'));
  const modules = await Promise.all(services.map(async (service) => ({ name: service.name, module: await serviceModule(service) })));
  const catalogue = eventCatalogue(modules);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const documents = new Map([
    ['docs/event-map.md', eventMap(catalogue)],
    ['docs/asyncapi.json', JSON.stringify(asyncApi(catalogue, version))],
    ['docs/topology.json', topologySnapshot(modules.map(({ module }) => module))],
    ['docs/openapi.json', JSON.stringify(await openApi(root))],
  ]);

  const problems = problemsOf(catalogue);
  for (const problem of problems) console.error(problem);
  const stale = await staleOf(root, documents, args.includes('--check'));
  return problems.length + stale === 0 ? 0 : 1;
}

/** The gateway's own description of itself, out of the build like the modules above. */
async function openApi(root: string): Promise<unknown> {
  const built = (await import(pathToFileURL(join(root, 'dist/apps/api-gateway/src/open-api.document.js')).href)) as {
    openApiDocument(): unknown;
  };
  return built.openApiDocument();
}

/** Compares, or writes. Gives the number of stale documents that were left so. */
async function staleOf(root: string, documents: ReadonlyMap<string, string>, checkOnly: boolean): Promise<number> {
  let stale = 0;
  for (const [path, text] of documents) {
    const file = join(root, path);
    const wanted = await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
    if (existsSync(file) && readFileSync(file, 'utf8') === wanted) continue;
    if (checkOnly) {
      console.error(`${path} is stale: run npm run docs and commit it`);
      stale++;
    } else {
      writeFileSync(file, wanted);
      console.log(`wrote ${path}`);
    }
  }
  return stale;
}
