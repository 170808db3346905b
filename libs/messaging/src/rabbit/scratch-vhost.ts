import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `npm test` says where the broker is that it found or started. */
const BROKER = new URL(process.env['TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672');
const rabbitmqctl = async (...words: string[]) => (await run('rabbitmqctl', ['-q', ...words])).stdout;

/** A virtual host of its own on the broker that already runs here, for specs. Needs rabbitmqctl and the right to use it. */
export interface ScratchVhost {
  readonly url: string;
  rabbitmqctl(command: string, ...words: string[]): Promise<string>;
  drop(): Promise<void>;
}

/** Answers the reason instead where there is no broker to administer: a spec skips with it. */
export async function scratchVhost(): Promise<ScratchVhost | string> {
  const name = `spec-${randomUUID().slice(0, 8)}`;
  try {
    await rabbitmqctl('add_vhost', name);
    await rabbitmqctl('set_permissions', '-p', name, decodeURIComponent(BROKER.username), '.*', '.*', '.*');
  } catch (error) {
    return `no RabbitMQ to administer here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  }
  return {
    url: new URL(`/${name}`, BROKER).href,
    rabbitmqctl: (command: string, ...words: string[]) => rabbitmqctl(command, '-p', name, ...words),
    drop: async () => void (await rabbitmqctl('delete_vhost', name)),
  };
}
