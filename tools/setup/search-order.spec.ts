import { describe, expect, it } from 'vitest';
import type { BackingService } from './backing-service.js';
import { findService, fromEnvironment, onDefaultPort, type Way, waysFor } from './search-order.js';

/** A service that lets us in at some addresses only. */
const serviceAt = (...open: string[]): BackingService => ({
  name: 'RabbitMQ',
  purpose: 'carries the events',
  variable: 'RABBITMQ_URL',
  defaultUrls: ['amqp://guest:guest@127.0.0.1:5672'],
  probe: (url) => Promise.resolve(open.includes(url) ? undefined : 'nobody answers'),
  prepare: (url) => Promise.resolve({ url }),
  program: {
    firstPort: 21_672,
    packages: ['rabbitmq-server'],
    installedAt: () => undefined,
    url: String,
    command: () => ({ file: '', args: [] }),
  },
});

const privately: Way = {
  name: 'installed program',
  find: () => Promise.resolve({ url: 'amqp://private', how: 'started privately on port 21672' }),
};
const inVain = (name: string, reason: string): Way => ({ name, find: () => Promise.resolve({ reason }) });

describe('the search for a backing service', () => {
  it('takes the URL in the environment before anything else', async () => {
    const service = serviceAt('amqp://mine', 'amqp://guest:guest@127.0.0.1:5672');
    const found = await findService(service, [fromEnvironment({ RABBITMQ_URL: 'amqp://mine' }), onDefaultPort, privately]);
    expect(found).toMatchObject({ url: 'amqp://mine', how: 'your RABBITMQ_URL' });
  });

  it('stops where the URL in the environment does not work, rather than quietly use another one', async () => {
    const service = serviceAt('amqp://guest:guest@127.0.0.1:5672');
    await expect(findService(service, [fromEnvironment({ RABBITMQ_URL: 'amqp://gone' }), onDefaultPort])).rejects.toMatchObject({
      code: 'backing_service_unreachable',
      message: expect.stringContaining('nobody answers') as string,
      hint: expect.stringContaining('unset it') as string,
    });
  });

  it('takes what answers on the default port and lets us in', async () => {
    const found = await findService(serviceAt('amqp://guest:guest@127.0.0.1:5672'), [fromEnvironment({}), onDefaultPort, privately]);
    expect(found.how).toBe('already running on 127.0.0.1:5672');
  });

  it('starts one privately where the default port does not let us in', async () => {
    const found = await findService(serviceAt(), [fromEnvironment({}), onDefaultPort, privately]);
    expect(found.how).toBe('started privately on port 21672');
  });

  describe('where one runs on the default port and its program is installed too', () => {
    const ways = { alreadyRunning: inVain('started earlier', 'none'), installed: privately };
    const broker = { ...serviceAt('amqp://guest:guest@127.0.0.1:5672'), variable: 'NO_SUCH_VARIABLE', ownForTests: true };
    const found = async (service: BackingService, realm: 'polyreel' | 'polyreel_test') =>
      (await findService(service, waysFor(service, realm, ways))).how;

    it('takes the running one for the mesh', async () => {
      expect(await found(broker, 'polyreel')).toBe('already running on 127.0.0.1:5672');
    });

    it('starts one for tests that would harm the running one, and shares it with the others', async () => {
      expect(await found(broker, 'polyreel_test')).toBe('started privately on port 21672');
      expect(await found({ ...broker, ownForTests: false }, 'polyreel_test')).toBe('already running on 127.0.0.1:5672');
    });

    it('shares the running one where its program is not installed', async () => {
      const without = { ...ways, installed: inVain('installed program', 'not installed') };
      expect((await findService(broker, waysFor(broker, 'polyreel_test', without))).how).toBe('already running on 127.0.0.1:5672');
    });
  });

  it('goes on to the next way where one breaks down', async () => {
    const broken: Way = { name: 'broken', find: () => Promise.reject(new Error('disk full')) };
    expect((await findService(serviceAt(), [broken, privately])).url).toBe('amqp://private');
  });

  it('says every reason and what to do where no way leads there', async () => {
    await expect(
      findService(serviceAt(), [inVain('installed program', 'not installed'), inVain('Docker Compose', 'is absent')]),
    ).rejects.toMatchObject({
      code: 'backing_service_unavailable',
      exitCode: 69,
      message: expect.stringMatching(
        /RabbitMQ \(carries the events\).*installed program: not installed.*Docker Compose: is absent/s,
      ) as string,
      hint: expect.stringMatching(/RABBITMQ_URL.*apt-get install rabbitmq-server.*Docker/s) as string,
    });
  });
});
