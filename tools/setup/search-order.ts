import type { BackingService, Realm } from './backing-service.js';
import { SetUpError } from './set-up.error.js';

/** How a service was come by, as it is told to the person. */
export interface Found {
  readonly service: BackingService;
  readonly url: string;
  /** `your RABBITMQ_URL`, `already running on 127.0.0.1:5672`, `started privately on port 21672`. */
  readonly how: string;
  /** A folder of commands that administer it, where it is our own. */
  readonly commands?: string;
}

/** Where a way led. */
export type Place = Omit<Found, 'service'>;

/** One way to come by a service. Gives where it is, or why this way does not lead there. */
export interface Way {
  readonly name: string;
  find(service: BackingService): Promise<Place | { reason: string }>;
}

/** Tries the ways in order and takes the first that leads somewhere. Throws with every reason where none does. */
export async function findService(service: BackingService, ways: readonly Way[]): Promise<Found> {
  const reasons: string[] = [];
  for (const way of ways) {
    const result = await way.find(service).catch(asReason);
    if ('url' in result) return { service, ...result };
    reasons.push(`  ${way.name}: ${result.reason}`);
  }
  throw new SetUpError(
    'backing_service_unavailable',
    `${service.name} (${service.purpose}) is needed and could not be found or started:\n${reasons.join('\n')}`,
    `Any one of these helps: set ${service.variable} to one that runs; install it (Debian, Ubuntu: apt-get install ${service.program.packages.join(' ')}); or install Docker with Compose.`,
  );
}

/** A way that broke down is one that does not lead there; what the person must decide goes up at once. */
function asReason(error: unknown): { reason: string } {
  if (error instanceof SetUpError) throw error;
  return { reason: error instanceof Error ? error.message : String(error) };
}

/** A URL in the environment is an order: where it does not work we stop, rather than quietly use something else. */
export const fromEnvironment = (environment: Readonly<Record<string, string | undefined>>): Way => ({
  name: 'environment',
  async find({ name, variable, probe }) {
    const url = environment[variable];
    if (!url) return { reason: `${variable} is not set` };
    const reason = await probe(url);
    if (!reason) return { url, how: `your ${variable}` };
    throw new SetUpError(
      'backing_service_unreachable',
      `${variable} is set, but ${name} there cannot be used: ${reason}`,
      `Correct ${variable}, or unset it to let the set-up find or start one.`,
    );
  },
});

/** Something that answers on the default port and lets us in. */
export const onDefaultPort: Way = {
  name: 'default port',
  async find({ defaultUrls, probe }) {
    let reason = 'no default address';
    for (const url of defaultUrls) {
      const problem = await probe(url);
      if (!problem) return { url, how: `already running on ${new URL(url).host}` };
      reason = problem;
    }
    return { reason };
  },
};

/** The ways that install nothing, in their order. Tests take a server of their own before a shared one, where the service asks for it. */
export function waysFor(
  { ownForTests }: BackingService,
  realm: Realm,
  privately: Readonly<Record<'alreadyRunning' | 'installed', Way>>,
): Way[] {
  const ordered = fromEnvironment(process.env);
  return realm === 'polyreel_test' && ownForTests
    ? [ordered, privately.alreadyRunning, privately.installed, onDefaultPort]
    : [ordered, onDefaultPort, privately.alreadyRunning];
}
