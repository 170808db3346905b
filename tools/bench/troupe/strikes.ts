import type { OwnServer } from '../servers/own-server.js';
import type { Troupe } from './troupe.js';

/** Something that breaks under load. */
export interface Strike {
  readonly name: string;
  readonly title: string;
  /** What it hits: the patience with a process counts from its end, and that with a server from its return. */
  readonly hits: 'process' | 'server';
  /** Resolves once what was broken is there again. */
  strike(troupe: Troupe): Promise<void>;
}

const again = async (server: OwnServer, how: 'SIGKILL' | 'SIGTERM' | 'SIGINT') => {
  await server.stop(how);
  await server.start();
};

export const STRIKES: readonly Strike[] = [
  { name: 'orchestrator-kill', title: 'orchestrator, kill -9', hits: 'process', strike: (troupe) => troupe.recast('orchestrator') },
  { name: 'broker-restart', title: 'RabbitMQ, restart', hits: 'server', strike: ({ servers }) => again(servers.broker, 'SIGTERM') },
  { name: 'performer-kill', title: 'performer, kill -9', hits: 'process', strike: (troupe) => troupe.recast('performer') },
  // PostgreSQL waits for its clients to leave at SIGTERM, and sends them away at SIGINT.
  { name: 'database-restart', title: 'PostgreSQL, restart', hits: 'server', strike: ({ servers }) => again(servers.database, 'SIGINT') },
  { name: 'broker-kill', title: 'RabbitMQ, kill -9', hits: 'server', strike: ({ servers }) => again(servers.broker, 'SIGKILL') },
  {
    name: 'connections',
    title: 'all connections to RabbitMQ closed',
    hits: 'server',
    strike: async ({ servers }) => void (await servers.rabbitmqctl('close_all_connections', '--global', 'a strike of the benchmark')),
  },
  { name: 'database-kill', title: 'PostgreSQL, kill -9', hits: 'server', strike: ({ servers }) => again(servers.database, 'SIGKILL') },
];
