import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

interface Stat {
  parent: number;
  /** Processor ticks of its own. */
  own: number;
  /** Of children that have ended. */
  ended: number;
}

/** What the kernel says of a process, or undefined where it has just ended. Linux only. */
function statOf(pid: number): Stat | undefined {
  try {
    // The second field is the command's name in brackets and may itself hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number);
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! };
  } catch {
    return undefined;
  }
}

/** Seconds of processor of some processes, their descendants, and their children that have ended. */
export function familySeconds(roots: readonly number[]): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const stats = new Map(pids.map((pid) => [Number(pid), statOf(Number(pid))]));
  const belongs = (pid: number): boolean => roots.includes(pid) || (pid > 1 && belongs(stats.get(pid)?.parent ?? 0));
  let ticks = 0;
  for (const [pid, stat] of stats) if (stat && belongs(pid)) ticks += stat.own + stat.ended;
  return ticks / TICKS_PER_SECOND;
}
