import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const Packages = z.record(z.string(), z.string()).default({});
const Manifest = z.object({ dependencies: Packages, devDependencies: Packages, peerDependencies: Packages });
const manifestOf = (path: string) => Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));

const { dependencies, devDependencies } = manifestOf('package.json');
const direct = Object.keys({ ...dependencies, ...devDependencies });
/** Packages that nothing uses and that stay all the same, each with its reason. */
const permitted = Packages.parse(JSON.parse(readFileSync('tools/lint/unused-packages.json', 'utf8')));

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => join(folder, name));
const sources = ['apps', 'libs', 'tools', 'tests'].flatMap(filesUnder);
const settings = ['eslint.config.mjs', 'vitest.config.ts'];

const NAME = '((?:@[\\w.-]+/)?[\\w.-]+)';
const IMPORTED = new RegExp(`(?:\\bfrom|\\bimport|\\bimport\\(|\\brequire\\(|\\bresolve\\()\\s*['"]${NAME}(?:/[^'"\\n]*)?['"]`, 'g');
const RUN_BY_PATH = new RegExp(`node_modules/${NAME}/`, 'g');
/** A file of a scoped package, whatever is done with it: such a name is no other word. */
const SCOPED = /['"](@[\w.-]+\/[\w.-]+)(?:\/[^'"\n]*)?['"]/g;

const namedIn = (files: readonly string[], ...patterns: readonly RegExp[]): Set<string> =>
  new Set(
    files
      .map((file) => readFileSync(file, 'utf8'))
      .flatMap((text) => patterns.flatMap((pattern) => [...text.matchAll(pattern)]).map(([, name]) => name!)),
  );
/** Every package that the repository imports, reads a file of, or runs a program of. */
const used = namedIn([...sources, ...settings], IMPORTED, RUN_BY_PATH, SCOPED);

/** Wanted by one that is used, which leaves it to us to install: a peer, or the types of a package that has none. */
const wanted = new Set([
  ...[...used]
    .filter((name) => direct.includes(name))
    .flatMap((name) => Object.keys(manifestOf(`node_modules/${name}/package.json`).peerDependencies)),
  ...[...used, 'node'].map((name) => `@types/${name}`),
]);

describe('the packages in package.json', () => {
  it('are each used, or are there for a reason that is written down', () => {
    const unused = direct.filter((name) => !used.has(name) && !wanted.has(name));
    expect(unused.filter((name) => !(name in permitted))).toEqual([]);
    expect(Object.keys(permitted).filter((name) => !direct.includes(name))).toEqual([]);
  });

  it('are there at run time where what is shipped imports them', () => {
    const shipped = sources.filter(
      (file) => /^(apps|libs\/(?!testing|test-servers))/.test(file) && !/\.(spec|suite|scene|fixture)\.ts$/.test(file),
    );
    const development = Object.keys(devDependencies);
    expect([...namedIn(shipped, IMPORTED)].filter((name) => development.includes(name))).toEqual([]);
  });
});
