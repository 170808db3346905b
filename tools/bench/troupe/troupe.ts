import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchServers, Place } from '../servers/bench-servers.js';
import { Member, type MemberSettings, type Part } from './member.js';
import { RunLedger } from './run-ledger.js';

const PARTS: readonly Part[] = ['orchestrator', 'performer'];

/** The services of the benchmark's flow, each in so many processes, on servers and in a place of their own, under a load that they make. */
export class Troupe {
  private constructor(
    readonly servers: BenchServers,
    readonly place: Place,
    readonly ledger: RunLedger,
    private readonly members: Record<Part, Member[]>,
    private readonly settings: MemberSettings,
    private readonly folder: string,
  ) {}

  /** `each`: processes of either part. `perSecond`: runs that all orchestrators together begin. */
  static async start(servers: BenchServers, { each, perSecond }: { each: number; perSecond: number }): Promise<Troupe> {
    const folder = await mkdtemp(join(tmpdir(), 'polyreel-troupe-'));
    const oracle = join(folder, 'facts');
    const ledger = new RunLedger(oracle);
    const place = await servers.place();
    const settings: MemberSettings = { urls: place.urls, oracle, perSecond: perSecond / each };
    const troupe = new Troupe(servers, place, ledger, { orchestrator: [], performer: [] }, settings, folder);
    // Whoever performs comes first: an orchestrator begins at once.
    for (const part of PARTS.toReversed())
      for (let at = 0; at < each; at += 1) troupe.members[part].push(await Member.start(part, settings));
    return troupe;
  }

  /** Kills the last process of a part, and starts another in its place. The first one lives as long as the troupe, where it is not the last. */
  async recast(part: Part): Promise<void> {
    await this.members[part].pop()!.kill();
    this.members[part].push(await Member.start(part, this.settings));
  }

  /** The process of a part that has been there from the start. */
  eldest(part: Part): Member {
    return this.members[part][0]!;
  }

  /** Begins no more runs. */
  rest(): void {
    for (const orchestrator of this.members.orchestrator) orchestrator.rest();
  }

  async end(): Promise<void> {
    await Promise.all(PARTS.flatMap((part) => this.members[part].map((member) => member.kill())));
    await this.place.remove();
    await rm(this.folder, { recursive: true, force: true });
  }
}
