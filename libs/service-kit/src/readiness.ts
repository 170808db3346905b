import { Injectable } from '@nestjs/common';

/** A question whether something a service needs is reachable now. Throws, or answers false, when it is not. */
export type Probe = () => Promise<boolean> | boolean;

/** What must be reachable before a service takes traffic. The libraries that need something add their probe. */
@Injectable()
export class Readiness {
  private readonly probes = new Map<string, Probe>();

  add(name: string, probe: Probe) {
    this.probes.set(name, probe);
  }

  /** Asks every probe at once; none may take longer than 2 s. */
  async check(): Promise<{ ready: boolean; checks: Record<string, 'up' | 'down'> }> {
    const asked = [...this.probes].map(async ([name, probe]) => [name, (await answered(probe)) ? 'up' : 'down'] as const);
    const checks = Object.fromEntries(await Promise.all(asked));
    return { ready: Object.values(checks).every((state) => state === 'up'), checks };
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
