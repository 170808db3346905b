import { readdirSync, readFileSync } from 'node:fs';
import { processorSeconds } from '../measures.js';

/** RabbitMQ, PostgreSQL and Redis by the names of their programs. */
const SERVERS = ['beam.smp', 'postgres', 'redis-server'];

/** Seconds of processor that all servers of this machine have used so far: what a peer leaves to them is work too. Linux only. */
export function serverSeconds(): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, pid) => {
      try {
        const isServer = SERVERS.includes(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
        return isServer ? sum + processorSeconds(Number(pid)) : sum;
      } catch {
        // It ended while we looked.
        return sum;
      }
    }, 0);
}
