/** One relay in a process of its own, which sends whatever it finds in the outbox until it is killed. */
import { startService } from '@polyreel/service-kit';
import { argv, env } from 'node:process';
import { relayBarely } from './bare-relay.js';
import { Sender } from './outbox.services.js';

/** As often as the mesh's own relay looks. */
const IDLE_MS = 2_000;

if (argv[2] === 'bare') await relayBarely({ rabbitmq: env['RABBITMQ_URL']!, postgres: env['DATABASE_URL']! }, 'events', IDLE_MS);
else await startService(Sender, { port: 0 });

process.once('disconnect', () => process.exit(1));
process.send!('ready');
