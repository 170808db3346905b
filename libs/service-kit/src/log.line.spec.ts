import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from './app.error.js';
import { LONGEST_LINE, logLine } from './log.line.js';
import { loggerTo } from './logger.js';

describe('a line of the log', () => {
  // The suite keeps services silent; here they are listened to.
  beforeEach(() => void vi.stubEnv('LOG_LEVEL', 'info'));
  afterEach(() => void vi.unstubAllEnvs());

  /** What is written when something is said. */
  const written = (say: (log: ReturnType<typeof loggerTo>) => void): string[] => {
    const lines: string[] = [];
    say(loggerTo({ write: (line) => void lines.push(line) }));
    return lines;
  };
  const HOSTILE = {
    'a new line': 'a\n{"level":60,"message":"forged"}',
    'a carriage return': 'a\r\nb',
    'colours of a terminal': '\u001b[31mred\u001b]0;title\u0007',
    'controls of the upper range': '\u009b31m\u0085\u0090x\u007f',
    'text that is turned around': '\u202egnp.exe\u2066\u2069\u200f\u061c',
    'separators of lines and paragraphs': 'a\u2028b\u2029c',
    'a byte order mark and a zero': '\ufeff\u0000',
    'half a character': '\ud83c',
    'quotes and backslashes': '"},{"a":"\\',
  };

  it.each(Object.entries(HOSTILE))('is one object in printable characters whatever it tells of: %s', (_, hostile) => {
    const lines = written((log) => {
      log.warn({ said: hostile, [hostile]: 1, deep: { err: [hostile] }, err: new AppError('bad', hostile, 400, { hostile }) }, hostile);
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(lines[0]!.trimEnd()).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u);
    const read = JSON.parse(lines[0]!) as Record<string, unknown>;
    expect(read).toMatchObject({ level: 40, said: hostile, [hostile]: 1 });
  });

  it.each([
    ['a huge text', { said: 'x'.repeat(1_000_000) }, 'short'],
    ['a huge message', {}, 'y'.repeat(1_000_000)],
    ['a huge error', { err: new Error('z'.repeat(1_000_000)) }, 'short'],
    ['many entries', { list: Array.from({ length: 100_000 }, () => 'entry') }, 'short'],
    ['many names', Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`name ${at}`, 'x'.repeat(50)])), 'short'],
    ['a huge name', { ['n'.repeat(100_000)]: 1 }, 'short'],
    ['a huge text of what is escaped', { said: '\u202e'.repeat(100_000), more: Array(30).fill('\u202e'.repeat(2_000)) }, 'short'],
  ])('stays one object within its bound where it tells of %s', (_, said, message) => {
    const [line] = written((log) => log.error(said, message));
    expect(line!.length).toBeLessThanOrEqual(LONGEST_LINE);
    expect(JSON.parse(line!)).toMatchObject({ level: 50, time: expect.any(String) as string });
    expect((JSON.parse(line!) as { message: string }).message.slice(0, 5)).toBe(message.slice(0, 5));
  });

  it('that is usual is written as it is', () => {
    const line = '{"level":30,"message":"Übermut tut selten gut 🦊 – \\u001b"}\n';
    expect(logLine(line)).toBe(line);
  });
});
