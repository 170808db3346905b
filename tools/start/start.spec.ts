import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servicePorts } from '@polyreel/service-kit';
import { readable } from './log-line.js';
import { whoAnswers } from './mesh.js';
import { builtServices } from './services.js';
import { pauseBefore } from './supervised.process.js';

describe('the services of a build', () => {
  let apps: string;
  const put = (...path: string[]) => {
    mkdirSync(join(apps, ...path.slice(0, -1)), { recursive: true });
    writeFileSync(join(apps, ...path), '');
  };
  beforeEach(() => void (apps = mkdtempSync(join(tmpdir(), 'polyreel-apps-'))));
  afterEach(() => rmSync(apps, { recursive: true, force: true }));

  it('are found by their place, with the port of the registry', () => {
    put('translation-service', 'src', 'main.js');
    put('translation-service', 'src', 'translation.module.js');
    put('studio', 'index.html');
    expect(builtServices(apps)).toEqual([
      {
        name: 'translation-service',
        port: servicePorts.get('translation-service'),
        main: join(apps, 'translation-service/src/main.js'),
        moduleFile: join(apps, 'translation-service/src/translation.module.js'),
      },
    ]);
  });

  it('must be in the registry', () => {
    put('unheard-of-service', 'src', 'main.js');
    expect(() => builtServices(apps)).toThrow('apps/unheard-of-service is not in service-registry.json');
  });

  it('have one table of contents each', () => {
    put('translation-service', 'src', 'main.js');
    expect(() => builtServices(apps)).toThrow('must hold one *.module.ts and holds 0');
  });
});

describe('who answers at an address', () => {
  const answering = async (body: string) => {
    const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const who = await whoAnswers(url);
    await new Promise((resolve) => server.close(resolve));
    return { who, url };
  };

  it('is the mesh where our gateway says so', async () => {
    expect((await answering('{"status":"ok","service":"api-gateway"}')).who).toBe('mesh');
  });

  it('is a stranger where something else says anything else', async () => {
    expect((await answering('<html>')).who).toBe('stranger');
  });

  it('is nobody where nothing listens', async () => {
    expect(await whoAnswers((await answering('')).url)).toBe('nobody');
  });
});

describe('a fallen process', () => {
  it('is started again after pauses that double up to half a minute', () => {
    expect([1, 2, 3, 7, 20].map(pauseBefore)).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  });
});

describe('a log line', () => {
  it('is read by a person as time, level, service and message', () => {
    const line = JSON.stringify({
      level: 40,
      time: '2026-11-20T12:34:56.789Z',
      service: 'translation-service',
      message: 'cache is away',
      err: { message: 'ECONNREFUSED' },
    });
    expect(readable(line, 'mesh')).toBe('12:34:56 warn  translation-service | cache is away: ECONNREFUSED');
  });

  it('that is none stays as it is, behind the name of its process', () => {
    expect(readable('Segmentation fault', 'mesh')).toBe('mesh | Segmentation fault');
  });
});
