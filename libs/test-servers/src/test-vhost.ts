import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `npm test` says where the broker is that it found or started. */
const BROKER = new URL(process.env['TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672');
const rabbitmqctl = async (...words: string[]) => (await run('rabbitmqctl', ['-q', ...words])).stdout;

/** A virtual host of a test's own on the broker that runs. */
export interface TestVhost {
  readonly url: string;
  /** Administers it: the command, then its words. */
  rabbitmqctl(command: string, ...words: string[]): Promise<string>;
  drop(): Promise<void>;
}

/** Makes one. Needs rabbitmqctl and the right to use it. */
export async function testVhost(): Promise<TestVhost> {
  const name = `test-${randomUUID().slice(0, 8)}`;
  await rabbitmqctl('add_vhost', name);
  await rabbitmqctl('set_permissions', '-p', name, decodeURIComponent(BROKER.username), '.*', '.*', '.*');
  return {
    url: new URL(`/${name}`, BROKER).href,
    rabbitmqctl: (command, ...words) => rabbitmqctl(command, '-p', name, ...words),
    drop: async () => void (await rabbitmqctl('delete_vhost', name)),
  };
}

/** Answers the reason instead where there is no broker to administer: a spec skips with it. */
export const testVhostOrReason = (): Promise<TestVhost | string> =>
  testVhost().catch(
    (error: unknown) => `no RabbitMQ to administer here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
  );
