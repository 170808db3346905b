import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { topologySnapshot } from '@polyreel/messaging';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import prettier from 'prettier';
import { builtServices, serviceModule } from '../start/services.js';
import { asyncApi } from './async-api.js';
import { eventCatalogue, problemsOf } from './event-catalogue.js';
import { eventMap } from './event-map.js';
import { type Door, kongFile, type LimitsOfTiers } from './kong.file.js';

/** `npm run docs [-- --check]`: writes the generated documents, or says which are stale. Ends with 1 where one is, or where the events do not add up. */
export async function run(args: readonly string[]): Promise<number> {
  const root = process.cwd();
  const services = builtServices(join(root, 'dist/apps'));
  const modules = await Promise.all(services.map(async (service) => ({ name: service.name, module: await serviceModule(service) })));
  const catalogue = eventCatalogue(modules);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { api, doors, limits } = await gatewayOf(root);
  const documents = new Map([
    ['docs/event-map.md', eventMap(catalogue)],
    ['docs/asyncapi.json', JSON.stringify(asyncApi(catalogue, version))],
    ['docs/topology.json', topologySnapshot(modules.map(({ module }) => module))],
    ['docs/openapi.json', JSON.stringify(api)],
    ['libs/api-client/src/api.schema.ts', await clientTypes(api)],
    ['deploy/kong/kong.yaml', kongFile(doors, limits)],
  ]);

  const problems = problemsOf(catalogue);
  for (const problem of problems) console.error(problem);
  const stale = await staleOf(root, documents, args.includes('--check'));
  return problems.length + stale === 0 ? 0 : 1;
}

/** What the gateway says of itself, out of the build like the modules above. */
async function gatewayOf(root: string) {
  const part = (name: string) => import(pathToFileURL(join(root, 'dist/apps/api-gateway/src', name)).href) as Promise<unknown>;
  const { openApiDocument } = (await part('open-api.document.js')) as { openApiDocument(): object };
  const { routes, urlOf } = (await part('public.routes.js')) as {
    routes: readonly Omit<Door, 'url'>[];
    urlOf(route: Omit<Door, 'url'>): string;
  };
  const { standardLimits } = (await part('limits/caller.limits.js')) as { standardLimits(): LimitsOfTiers };
  return { api: openApiDocument(), doors: routes.map((route) => ({ ...route, url: urlOf(route) })), limits: standardLimits() };
}

/** The types of the client, out of the same document. */
async function clientTypes(api: object): Promise<string> {
  const head = '/** Made by `npm run docs` from the OpenAPI document; do not edit it by hand. */\n';
  return head + astToString(await openapiTS(api as OpenAPI3, { alphabetize: true, defaultNonNullable: false }));
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
