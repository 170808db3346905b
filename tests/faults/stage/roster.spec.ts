import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { Roster, signal } from './roster.js';

const sleeper = (roster: Roster, name: string) =>
  roster.spawn(name, process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

describe('a roster', () => {
  it('ends every process, a frozen one too, and removes the folder', async () => {
    const roster = await Roster.begin();
    const [first, second] = [sleeper(roster, 'first'), sleeper(roster, 'second')];
    signal(second.pid!, 'SIGSTOP');
    await roster.end();
    await vi.waitFor(() => expect([first.signalCode, second.signalCode]).toEqual(['SIGKILL', 'SIGKILL']));
    expect(existsSync(roster.folder)).toBe(false);
  });

  it('leaves nothing behind when the suite itself is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'polyreel-faults-spec-'));
    mkdirSync(join(folder, 'pids'));
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    writeFileSync(join(folder, 'pids', 'child'), String(child.pid));
    const sweeper = fileURLToPath(new URL('./sweeper.process.mjs', import.meta.url));
    const suite = spawn(
      process.execPath,
      [
        '-e',
        `require('node:child_process').spawn(process.execPath, ${JSON.stringify([sweeper, folder])}, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] }); setInterval(() => {}, 1000)`,
      ],
      { stdio: 'ignore' },
    );
    await vi.waitFor(() => expect(readFileSync(`/proc/${suite.pid}/task/${suite.pid}/children`, 'utf8').trim()).not.toBe(''), {
      timeout: 10_000,
    });
    suite.kill('SIGKILL');
    await vi.waitFor(() => expect([child.signalCode, existsSync(folder)]).toEqual(['SIGKILL', false]), { timeout: 20_000 });
  });
});
