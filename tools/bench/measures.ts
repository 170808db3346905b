import { readFileSync } from 'node:fs';

/** The value below which `share` (0 to 1) of the values lie, by the nearest rank. NaN where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `3.1 (2.9–3.4)`: the median and the range that it comes from. */
export function spread(values: readonly number[], digits = 1): string {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${lowest.toFixed(digits)}–${highest.toFixed(digits)})`;
}

/** What the kernel says of a process, in MB (10⁶ bytes would flatter nobody: these are 2²⁰). Linux only. */
export function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

/** Seconds of processor that a process has used, in user and kernel: what a busy machine distorts least. Linux only. */
export function processorSeconds(pid: number): number {
  const TICKS_PER_SECOND = 100;
  // The second field is the command's name in brackets and may itself hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
