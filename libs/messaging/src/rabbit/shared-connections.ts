import { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import { loggerFor, NestLog } from '@polyreel/service-kit';
import { blockedConnections } from '../telemetry/metrics.js';
import { ConsumerWatchdog } from './consumer-watchdog.js';
import { unsure } from './declare-once.js';
import { paced } from './paced-writes.js';
import { RabbitPublisher } from './rabbit.publisher.js';
import { SOCKET, socketOf } from './socket.js';

const log = loggerFor('messaging');

const HEARTBEAT_SECONDS = 10;
const RECONNECT_SECONDS = 1;
const CLOSE_MS = 5_000;
const FIRST_CONNECT_MS = 15_000;

/** One connection to publish and one to consume: a broker under an alarm stops reading from publishers, and acknowledgements must not be stopped with them. */
export interface ConnectionPair {
  readonly publishing: AmqpConnection;
  readonly consuming: AmqpConnection;
  readonly publisher: RabbitPublisher;
  readonly watchdog: ConsumerWatchdog;
}

/**
 * The pair of this process for one broker, shared by every service that runs in it and closed by the last one.
 * golevelup's AmqpConnection is used directly: its RabbitMQModule keeps connections in static state, which several Nest
 * applications in one process would overwrite for each other.
 */
export class SharedConnections {
  private static readonly open = new Map<string, { users: number; pair: Promise<ConnectionPair> }>();

  static async acquire(url: string): Promise<ConnectionPair> {
    let shared = this.open.get(url);
    if (!shared) this.open.set(url, (shared = { users: 0, pair: connectPair(url) }));
    shared.users++;
    try {
      return await shared.pair;
    } catch (error) {
      this.open.delete(url);
      throw error;
    }
  }

  static async release(url: string): Promise<void> {
    const shared = this.open.get(url);
    if (!shared || --shared.users > 0) return;
    this.open.delete(url);
    unsure(url);
    const { publishing, consuming, watchdog } = await shared.pair;
    watchdog.stop();
    await Promise.all([closed(consuming), closed(publishing)]);
  }
}

/**
 * Not golevelup's close(): it waits without end for handlers, and those were drained before. A broker under an alarm does not read
 * what a publisher says, not even its good-bye: then the socket goes without one.
 */
async function closed({ managedConnection }: AmqpConnection): Promise<void> {
  const socket = socketOf(managedConnection.connection);
  const patience = setTimeout(() => socket?.destroy(), CLOSE_MS);
  await managedConnection.close().catch(() => undefined);
  clearTimeout(patience);
}

async function connectPair(url: string): Promise<ConnectionPair> {
  const [publishing, consuming] = [connectionTo(url, 'publishing'), connectionTo(url, 'consuming')];
  const [first, second] = await Promise.allSettled([publishing.init(), consuming.init()]);
  if (first.status === 'fulfilled' && second.status === 'fulfilled') {
    const publisher = new RabbitPublisher(publishing);
    await publisher.open();
    // Before anybody declares anew: whoever shares this pair is told of the reconnection after this.
    publishing.managedConnection.on('connect', () => unsure(url));
    for (const { managedConnection } of [publishing, consuming]) {
      pace(managedConnection.connection);
      managedConnection.on('connect', ({ connection }) => pace(connection));
      managedConnection.on('blocked', ({ reason }) => {
        blockedConnections.inc();
        log.warn({ reason }, 'the broker holds publishers back');
      });
      managedConnection.on('unblocked', () => blockedConnections.dec());
      managedConnection.on('disconnect', () => blockedConnections.set(0));
    }
    return { publishing, consuming, publisher, watchdog: new ConsumerWatchdog(consuming, log) };
  }
  // Otherwise they would go on trying behind our back.
  await Promise.allSettled([publishing.managedConnection.close(), consuming.managedConnection.close()]);
  const { host, pathname } = new URL(url);
  throw new Error(`no RabbitMQ answers at ${host}${pathname} within ${FIRST_CONNECT_MS / 1_000} s`, {
    cause: first.status === 'rejected' ? first.reason : second.status === 'rejected' ? second.reason : undefined,
  });
}

function pace(connection: unknown): void {
  const socket = socketOf(connection);
  if (socket) paced(socket);
}

const connectionTo = (url: string, name: string) =>
  new AmqpConnection({
    name,
    uri: url,
    enableDirectReplyTo: false,
    logger: new NestLog(log),
    defaultPublishOptions: { persistent: true },
    deserializer: (body) => body as never,
    connectionInitOptions: { wait: true, reject: true, timeout: FIRST_CONNECT_MS, skipConnectionFailedLogging: true },
    connectionManagerOptions: {
      heartbeatIntervalInSeconds: HEARTBEAT_SECONDS,
      reconnectTimeInSeconds: RECONNECT_SECONDS,
      connectionOptions: { ...SOCKET, clientProperties: { connection_name: `polyreel ${name}` } },
    },
  });
