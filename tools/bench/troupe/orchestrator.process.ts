/** The orchestrator of the benchmark's flow in a process of its own: begins runs at a steady rate until it is told to rest. */
import { startService } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { argv } from 'node:process';
import { beginnerOf, orchestratorAlone } from '../peers/polyreel.services.js';
import { Oracle } from '../side-by-side/oracle.js';
import type { MemberSettings } from './member.js';

const { oracle, perSecond } = JSON.parse(argv[2]!) as MemberSettings;
const witness = new Oracle(oracle);
const begin = beginnerOf(await startService(orchestratorAlone(), { port: 0 }));

const load = setInterval(() => {
  const run = randomUUID();
  // What is refused, as while the database is away, was promised to nobody.
  begin(run).then(
    () => witness.note('accepted', run),
    () => undefined,
  );
}, 1_000 / perSecond);

process.on('message', () => clearInterval(load));
process.once('disconnect', () => process.exit(1));
process.send!('ready');
