import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The bootstrap is plain JavaScript without types: it runs before anything is installed. */
const load = <T>(file: string) => import(new URL(file, import.meta.url).href) as Promise<T>;
const { checkNode } = await load<{ checkNode(version: string): void }>('./node-version.mjs');
const { missingPackages } = await load<{ missingPackages(root: string): [string, string][] }>('./packages.mjs');
const { buildIfStale, fingerprint } = await load<{
  buildIfStale(root: string): { seconds: number } | undefined;
  fingerprint(root: string): string;
}>('./build.mjs');
const { tally } = await load<{ tally(report: object | undefined, exitCode: number): { passed: number; failed: number } }>(
  '../ci/last-line.mjs',
);

describe('Node', () => {
  it.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('%s is new enough', (version) => expect(() => checkNode(version)).not.toThrow());
  it.each(['18.20.8', '20.18.1'])('%s is told to be too old', (version) => expect(() => checkNode(version)).toThrow('needs Node 20.19'));
});

describe('a work tree', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'polyreel-tree-'));
    for (const folder of ['apps', 'libs/film/src', 'tools']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'libs/film/src/index.ts'), 'export const shot = 1;\n');
    writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', dependencies: { zod: '1.2.3' } }));
    for (const name of ['.swcrc', 'tsconfig.base.json']) cpSync(name, join(root, name));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('lacks the packages that are absent or stand in another version', () => {
    expect(missingPackages(root)).toEqual([['zod', '1.2.3']]);
    mkdirSync(join(root, 'node_modules/zod'), { recursive: true });
    writeFileSync(join(root, 'node_modules/zod/package.json'), JSON.stringify({ version: '1.0.0' }));
    expect(missingPackages(root)).toHaveLength(1);
    writeFileSync(join(root, 'node_modules/zod/package.json'), JSON.stringify({ version: '1.2.3' }));
    expect(missingPackages(root)).toEqual([]);
  });

  it('has another fingerprint once a source is changed, added or removed', () => {
    const seen = new Set([fingerprint(root)]);
    utimesSync(join(root, 'libs/film/src/index.ts'), 1, 1);
    seen.add(fingerprint(root));
    writeFileSync(join(root, 'libs/film/src/lens.ts'), '');
    seen.add(fingerprint(root));
    rmSync(join(root, 'libs/film/src/index.ts'));
    seen.add(fingerprint(root));
    expect(seen.size).toBe(4);
  });

  it('is built once, and again only after a change; a build that fails leaves the last good one', () => {
    symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
    expect(buildIfStale(root)).toBeDefined();
    expect(buildIfStale(root)).toBeUndefined();
    writeFileSync(join(root, 'libs/film/src/lens.ts'), 'export const = ;\n');
    expect(() => buildIfStale(root)).toThrow(/The build failed.*lens\.ts/s);
    rmSync(join(root, 'libs/film/src/lens.ts'));
    expect(buildIfStale(root)).toBeUndefined();
  });
});

describe('the last line of CI', () => {
  it('counts a part that left no report, or failed without saying what, as a failure', () => {
    expect(tally(undefined, 1)).toEqual({ passed: 0, failed: 1 });
    expect(tally({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 });
    expect(tally({ passed: 5, failed: 2 }, 1)).toEqual({ passed: 5, failed: 2 });
    expect(tally({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 });
  });
});
