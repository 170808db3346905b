import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { developmentSecrets } from './development-secrets.js';

describe('development secrets', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'polyreel-secrets-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made once, kept, and differ from clone to clone', () => {
    const first = developmentSecrets(folder);
    expect(developmentSecrets(folder)).toEqual(first);
    const other = mkdtempSync(join(tmpdir(), 'polyreel-secrets-'));
    expect(developmentSecrets(other).apiKey).not.toBe(first.apiKey);
    rmSync(other, { recursive: true });
  });

  it('can be read by their owner only', () => {
    const { apiKey } = developmentSecrets(folder);
    for (const name of ['secrets.json', 'api-key']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'api-key'), 'utf8')).toBe(`${apiKey}\n`);
    expect(apiKey).toMatch(/^pr_/);
  });
});
