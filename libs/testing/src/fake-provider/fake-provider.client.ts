import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FakeProviderServer } from './fake-provider.server.js';
import { type LedgerEntry, readLedger } from './provider-ledger.js';
import { REPLICATE_TOKEN } from './replicate.contract.js';
import type { ProviderName, Rule, TakeKind } from './rule.js';

/** Where the repository's build lies, seen from its sources. */
const BUILD = fileURLToPath(new URL('../../../../dist', import.meta.url));
const PROCESS = 'libs/testing/src/fake-provider/fake-provider.process.js';

/** What the ledger says of one operation. */
export interface OperationRecord {
  readonly operationId: string;
  readonly provider: ProviderName;
  readonly kind?: TakeKind;
  readonly key?: string;
  /** How often it was run, and so billed. */
  readonly executions: number;
  readonly costUsd: number;
  readonly polls: number;
  readonly cancels: number;
  /** How it ended, or undefined where it has not. */
  readonly ended?: string;
}

/** A test's hold on the fake provider: tells it how to behave, and reads from its ledger what really happened. */
export class FakeProvider {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts it inside this process: enough where nobody is killed. */
  static async inProcess(): Promise<FakeProvider> {
    const folder = await mkdtemp(join(tmpdir(), 'polyreel-provider-'));
    const server = new FakeProviderServer(folder);
    await server.listen();
    return new FakeProvider(server.url, folder, () => server.close());
  }

  /** Starts it as a process of its own, from a build (`dist`), so that it outlives whatever the test kills. */
  static async ownProcess(port = 0, build = BUILD): Promise<FakeProvider> {
    const script = join(build, PROCESS);
    if (!existsSync(script)) throw new Error('there is no build: `npm test` makes one, or `npm run build`');
    const folder = await mkdtemp(join(tmpdir(), 'polyreel-provider-'));
    const child = spawn(process.execPath, [script, folder, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new FakeProvider(await addressOf(child), folder, () => ended(child));
  }

  /** What a service needs to know to be its customer. */
  get environment(): Record<string, string> {
    return { REPLICATE_API_TOKEN: REPLICATE_TOKEN, REPLICATE_BASE_URL: `${this.url}/v1`, COMFYUI_URL: this.url };
  }

  get ledgerPath(): string {
    return join(this.folder, 'provider-ledger.ndjson');
  }

  /** From now on these rules and no others. Of several that match a call, the first counts. */
  async behave(...rules: readonly Rule[]): Promise<void> {
    await this.tell('rules', rules);
  }

  /** Lets work that is held come to its end: that of a key, or all. */
  async release(key?: string): Promise<void> {
    await this.tell('release', { key });
  }

  /** Makes the ComfyUI server one that has /api/jobs, or an older one. */
  async set(settings: { comfyuiJobs: boolean }): Promise<void> {
    await this.tell('settings', settings);
  }

  /** Everything that happened so far, in order. */
  ledger(): LedgerEntry[] {
    return readLedger(this.ledgerPath);
  }

  /** Every time that work with this key (a part of it will do) was begun and so billed; without a key, all. */
  billableCalls(key?: string): LedgerEntry[] {
    return this.ledger().filter((entry) => entry.event === 'executed' && (key === undefined || entry.key?.includes(key)));
  }

  operations(): OperationRecord[] {
    const ledger = this.ledger();
    const accepted = ledger.filter(({ event }) => event === 'accepted');
    const ids = [...new Set(accepted.map(({ operationId }) => operationId!))];
    return ids.map((operationId) => {
      const own = ledger.filter((entry) => entry.operationId === operationId);
      const { provider, kind, key } = own[0]!;
      const count = (matches: (entry: LedgerEntry) => boolean) => own.filter(matches).length;
      return {
        operationId,
        provider,
        kind,
        key,
        executions: count(({ event }) => event === 'executed'),
        costUsd: own.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0),
        polls: count(({ event, on }) => event === 'received' && on === 'poll'),
        cancels: count(({ event }) => event === 'cancelled'),
        ended: own.findLast(({ event }) => event === 'finished')?.detail,
      };
    });
  }

  /** Waits until the ledger shows it; answers what was found. */
  async until<T>(look: (ledger: LedgerEntry[]) => T | undefined | false, timeoutMs = 30_000): Promise<T> {
    const last = Date.now() + timeoutMs;
    for (;;) {
      const found = look(this.ledger());
      if (found !== undefined && found !== false) return found;
      if (Date.now() > last) throw new Error(`the provider's ledger did not show it within ${timeoutMs} ms:\n${this.lastLines()}`);
      await pause(10);
    }
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  private lastLines(): string {
    return this.ledger()
      .slice(-20)
      .map((entry) => JSON.stringify(entry))
      .join('\n');
  }

  private async tell(what: string, body: unknown): Promise<void> {
    const { ok, status } = await fetch(`${this.url}/control/${what}`, { method: 'PUT', body: JSON.stringify(body) });
    if (!ok) throw new Error(`the fake provider answered ${status} to ${what}`);
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [undefined])])) as [string | undefined];
  if (!line) throw new Error(`the fake provider did not start (exit code ${child.exitCode})`);
  return (JSON.parse(line) as { url: string }).url;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
