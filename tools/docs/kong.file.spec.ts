import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kongFile } from './kong.file.js';

interface Kong {
  services: {
    name: string;
    retries: number;
    routes: { name: string; paths: string[]; methods?: string[]; request_buffering?: boolean; plugins?: { config: object }[] }[];
  }[];
}

const doors = [
  { method: 'POST', url: '/v1/generations', summary: '', limit: 'generations' },
  { method: 'GET', url: '/v1/generations/{id}', summary: '' },
  { method: 'GET', url: '/v1/generations/{id}/events', summary: '', streams: 'text/event-stream' },
  { method: 'POST', url: '/v1/voice/upload', summary: '', upload: { bytes: 25 * 2 ** 20, formBytes: 1 } },
  { method: 'GET', url: '/.well-known/jwks.json', summary: '' },
];
const limits = { address: { perMinute: 600 }, enterprise: { generations: { perMinute: 60, perDay: 10_000 }, calls: {} } };

describe('the file for Kong', () => {
  const { services } = parse(kongFile(doors, limits)) as Kong;
  const opened = services.flatMap(({ routes }) => routes);
  /** As Kong 3 reads paths: `~` begins a regular expression that has to match from the first character, anything else a prefix. */
  const opens = (method: string, path: string) =>
    opened.filter(
      ({ paths, methods }) =>
        (!methods || methods.includes(method)) &&
        paths.some((one) => (one.startsWith('~') ? new RegExp(`^${one.slice(1)}`).test(path) : path.startsWith(one))),
    );

  it('opens every route, each by one rule, and nothing beside them', () => {
    for (const { method, url } of doors) expect(opens(method, url.replace('{id}', '4be0643f'))).toHaveLength(1);
    for (const path of ['/v1/generations/x/other', '/v1/generationsX', '/metrics', '/v1', '/.well-knownXjwks.json'])
      expect(opens('GET', path)).toEqual([]);
    expect(opens('DELETE', '/v1/generations')).toEqual([]);
    expect(new Set(opened.map(({ name }) => name)).size).toBe(opened.length);
  });

  it('lets files through as they come, and no larger than the gateway takes them', () => {
    const [door] = opens('POST', '/v1/voice/upload');
    expect(door).toMatchObject({
      request_buffering: false,
      plugins: [{ name: 'request-size-limiting', config: { allowed_payload_size: 26 } }],
    });
  });

  it('limits what has a limit of its own, and sends nothing twice', () => {
    expect(opens('POST', '/v1/generations')[0]!.plugins![0]!.config).toMatchObject({ minute: 60, day: 10_000, limit_by: 'header' });
    expect(services.every(({ retries }) => retries === 0)).toBe(true);
  });
});
