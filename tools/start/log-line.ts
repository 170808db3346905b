import { z } from 'zod';

const Line = z.object({
  level: z.number(),
  time: z.string(),
  service: z.string().optional(),
  message: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
});

const LEVELS: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/** A structured log line as a person reads it: time, level, service, message. What is no such line is given back behind its process's name. */
export function readable(line: string, processName: string): string {
  const parsed = Line.safeParse(asJson(line));
  if (!parsed.success) return `${processName} | ${line}`;
  const { time, level, service, message, err } = parsed.data;
  const cause = err && err.message !== message ? `: ${err.message}` : '';
  return `${time.slice(11, 19)} ${(LEVELS[level] ?? String(level)).padEnd(5)} ${service ?? processName} | ${message}${cause}`;
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
