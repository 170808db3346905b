import { afterEach, describe, expect, it, vi } from 'vitest';

const portsAt = async (offset: string): Promise<ReadonlyMap<string, number>> => {
  vi.stubEnv('PORT_OFFSET', offset);
  vi.resetModules();
  return (await import('./service-registry.js')).servicePorts;
};

describe('the ports of the services', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  it('begin at 8000, and where an offset moves them', async () => {
    expect((await portsAt('')).get('api-gateway')).toBe(8_000);
    expect((await portsAt('1000')).get('api-gateway')).toBe(9_000);
  });

  it.each(['2000', '2020', '2080'])(
    'are refused at an offset of %s, where one of them would be 10080, to which fetch never speaks',
    async (offset) => {
      await expect(portsAt(offset)).rejects.toThrow('10080');
    },
  );
});
