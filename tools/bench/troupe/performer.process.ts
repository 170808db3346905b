/** The handlers of the benchmark's flow in a process of their own. They keep account of the ends that they hear. */
import { startService } from '@polyreel/service-kit';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { performerOf } from '../peers/polyreel.services.js';
import { Oracle } from '../side-by-side/oracle.js';
import type { MemberSettings } from './member.js';

const AT_ONCE = 20;
/** Milliseconds that a step takes. */
const WORK_MS = 20;

const { oracle } = JSON.parse(argv[2]!) as MemberSettings;
const witness = new Oracle(oracle);
const performer = performerOf({
  atOnce: AT_ONCE,
  work: () => pause(WORK_MS),
  ended: (run, word) => witness.note('ended', run, 0, word),
});
await startService(performer, { port: 0 });

process.once('disconnect', () => process.exit(1));
process.send!('ready');
