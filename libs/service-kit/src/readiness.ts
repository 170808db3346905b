import { Injectable } from '@nestjs/common';

/** A question whether something a service needs is reachable now. Throws, or answers false, when it is not. */
export type Probe = () => Promise<boolean> | boolean;

/** What works less well than it should, in a sentence; nothing while all is well. */
export type Concern = () => string | undefined;

/** What must be reachable before a service takes traffic. The libraries that need something add their probe. */
@Injectable()
export class Readiness {
  private readonly probes = new Map<string, Probe>();
  private readonly concerns: Concern[] = [];

  add(name: string, probe: Probe) {
    this.probes.set(name, probe);
  }

  /** A concern is told and takes no traffic away: who has it does everything else, and a restart would not mend it. */
  addConcern(concern: Concern) {
    this.concerns.push(concern);
  }

  /** Asks every probe at once; none may take longer than 2 s. */
  async check(): Promise<{ ready: boolean; checks: Record<string, 'up' | 'down'>; concerns: string[] }> {
    const asked = [...this.probes].map(async ([name, probe]) => [name, (await answered(probe)) ? 'up' : 'down'] as const);
    const checks = Object.fromEntries(await Promise.all(asked));
    const concerns = this.concerns.flatMap((concern) => concern() ?? []);
    return { ready: Object.values(checks).every((state) => state === 'up'), checks, concerns };
  }
}

const PROBE_TIMEOUT_MS = 2_000;

async function answered(probe: Probe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([Promise.resolve().then(probe), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
