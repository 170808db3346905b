/**
 * Who may import what: the table of the architecture, one row per tag (tags come from tools/nx/infer-projects.mjs).
 * A row names the libraries that a project may use and the packages that it must not.
 */
const LIBRARIES = [
  'access',
  'animatic',
  'cache',
  'contracts',
  'database',
  'film-grammar',
  'http-api',
  'language',
  'media',
  'messaging',
  'object-store',
  'outbound',
  'provider-ledger',
  'providers',
  'service-kit',
  'workflow',
];
const BROKER = ['amqplib', 'amqp-connection-manager', '@golevelup/*'];
const tags = (names) => names.map((name) => `type:${name}`);

const row = (from, may, { banned = [], ...rest } = {}) => ({ from, may, banned: [...banned], ...rest });

const table = [
  row('app', LIBRARIES, { banned: [...BROKER, 'dotenv'] }),
  row('access', ['cache', 'contracts', 'http-api', 'service-kit'], { banned: [...BROKER, 'typeorm'] }),
  row('api-client', [], { only: ['openapi-fetch'] }),
  row('contracts', [], { only: ['zod'] }),
  row('service-kit', [], { banned: [...BROKER, 'typeorm'] }),
  row('messaging', ['contracts', 'service-kit'], { banned: ['typeorm'] }),
  row('database', ['service-kit', 'messaging'], { banned: BROKER }),
  row('workflow', ['contracts', 'messaging', 'database', 'service-kit'], { banned: BROKER }),
  row('film-grammar', ['contracts'], { banned: [...BROKER, 'typeorm', '@nestjs/*'] }),
  row('animatic', ['contracts', 'media'], { banned: [...BROKER, 'typeorm', '@nestjs/*'] }),
  row('http-api', ['contracts'], { banned: [...BROKER, 'typeorm', '@nestjs/*'] }),
  row('language', ['contracts', 'service-kit'], { banned: [...BROKER, 'typeorm'] }),
  row('film-grammar', ['contracts', 'language', 'service-kit'], { banned: [...BROKER, 'typeorm'] }),
  row('providers', ['contracts', 'service-kit'], { banned: [...BROKER, 'typeorm'] }),
  row('provider-ledger', ['contracts', 'database', 'http-api', 'messaging', 'providers', 'service-kit'], { banned: BROKER }),
  ...['media', 'cache', 'object-store', 'outbound'].map((name) => row(name, ['service-kit'], { banned: [...BROKER, 'typeorm'] })),
  row('test-servers', [], { banned: BROKER }),
  row('testing', [...LIBRARIES, 'test-servers'], { banned: BROKER }),
  row('tools', [...LIBRARIES, 'api-client', 'testing', 'test-servers', 'app']),
  row('tests', [...LIBRARIES, 'api-client', 'testing', 'test-servers']),
];

/** The rows as `@nx/enforce-module-boundaries` reads them. A spec may use the test harness and servers beside what its subject may use. */
export const dependencyRules = ({ forSpecs = false } = {}) =>
  table.map(({ from, may, banned, only }) => ({
    sourceTag: `type:${from}`,
    onlyDependOnLibsWithTags: tags(forSpecs ? [...new Set([...may, 'testing', 'test-servers', 'contracts'])] : may),
    ...(banned.length > 0 && { bannedExternalImports: banned }),
    ...(only && !forSpecs && { allowedExternalImports: only }),
  }));
