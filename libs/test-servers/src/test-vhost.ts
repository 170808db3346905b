import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `npm test` says where the broker is that it found or started. */
const BROKER = new URL(process.env['TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672');

/** A virtual host of a test's own on the broker that runs; dropped at the end. Needs rabbitmqctl and the right to use it. */
export async function testVhost(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test-${randomUUID().slice(0, 8)}`;
  const rabbitmqctl = (...words: string[]) => run('rabbitmqctl', ['-q', ...words]);
  await rabbitmqctl('add_vhost', name);
  await rabbitmqctl('set_permissions', '-p', name, decodeURIComponent(BROKER.username), '.*', '.*', '.*');
  return { url: new URL(`/${name}`, BROKER).href, drop: async () => void (await rabbitmqctl('delete_vhost', name)) };
}
