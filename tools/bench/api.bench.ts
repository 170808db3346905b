/**
 * Accepting a generation and reading one, as a person with an account does it through the gateway, beside a bare Nest route on Fastify that
 * inserts or reads one row. After a build: node dist/tools/bench/api.bench.js [rounds] [seconds]
 */
import { type MeshPlace, meshPlace, MeshProcess } from '@polyreel/testing';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Agent } from 'undici';
import { ACCEPTING } from './accepting.services.js';
import { FIRST_BARE_PORT } from './bare-nest.js';
import { aboveThisClone } from './clone-ports.js';
import { withoutLimits } from './enough-limits.js';
import { freshPrompt } from './fresh-prompt.js';
import { median, processorSeconds, quantile, spread } from './measures.js';
import { RunClock } from './run-clock.js';

type Deed = 'accept' | 'read';
interface Figures {
  /** Milliseconds at PER_SECOND, one value a round. */
  p50: number[];
  p95: number[];
  /** Requests per second with AT_ONCE under way, and what the subject's processor took for each, in milliseconds. */
  rate: number[];
  processor: number[];
}
interface Subject {
  readonly name: string;
  readonly figures: Readonly<Record<Deed, Figures>>;
  readonly process: MeshProcess;
  readonly url: string;
  /** What each of its callers shows; they take turns. */
  readonly callers: readonly Readonly<Record<string, string>>[];
  /** The last that was accepted of each caller, to be read. */
  readonly accepted: string[];
  asked: number;
  close(): Promise<void>;
}

const PER_SECOND = 50;
const AT_ONCE = 32;
const WARM_UP_SECONDS = 3;
const PORT_OFFSET = aboveThisClone(22_600);
const PASSWORD = 'correct horse battery staple';
/** Who ask, one after the other: one person alone would wait for the lock on their own account. */
const PEOPLE = 40;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const agent = new Agent({ connections: 64 });

/** Both subjects take turns in every round; the other rests meanwhile. */
export async function run(rounds = 5, seconds = 8): Promise<Subject[]> {
  const subjects: Subject[] = [];
  try {
    subjects.push(await mesh(), await bare());
    for (const subject of subjects) for (const deed of ['accept', 'read'] as const) await closedLoop(subject, deed, WARM_UP_SECONDS);
    for (let round = 0; round < rounds; round += 1)
      for (const deed of ['accept', 'read'] as const)
        for (const subject of subjects) {
          await steady(subject, deed, seconds);
          await fullSpeed(subject, deed, seconds);
        }
    return subjects;
  } finally {
    for (const subject of subjects) await subject.close();
  }
}

const none = (): Figures => ({ p50: [], p95: [], rate: [], processor: [] });

async function mesh(): Promise<Subject> {
  const place = await meshPlace(PORT_OFFSET);
  const clock = await RunClock.on(place.environment['RABBITMQ_URL']!);
  const environment = { ...(await withoutLimits(place)), SIGN_IN_NEEDS_VERIFIED_EMAIL: 'false', BENCH_SERVICES: ACCEPTING.join(',') };
  const process = new MeshProcess({ script: here('./chosen-services.process.js'), environment, services: ACCEPTING.length });
  await process.start();
  const url = `http://127.0.0.1:${8_000 + PORT_OFFSET}/v1`;
  const callers: Record<string, string>[] = [];
  for (let at = 0; at < PEOPLE; at += 1) callers.push(await richPerson(url, place, at));
  const close = async () => {
    await process.stop();
    await clock.connection.close();
    await place.remove();
  };
  return { name: 'Polyreel', figures: { accept: none(), read: none() }, process, url, callers, accepted: [], asked: 0, close };
}

async function bare(): Promise<Subject> {
  const place = await meshPlace(PORT_OFFSET);
  const process = new MeshProcess({ script: here('./bare-row.process.js'), environment: place.environment, services: 1 });
  await process.start();
  const close = async () => {
    await process.stop();
    await place.remove();
  };
  const url = `http://127.0.0.1:${FIRST_BARE_PORT + PORT_OFFSET}`;
  return {
    name: 'a bare Nest route',
    figures: { accept: none(), read: none() },
    process,
    url,
    callers: [{}],
    accepted: [],
    asked: 0,
    close,
  };
}

/** Somebody whose credits do not run out; gives what they show. */
async function richPerson(url: string, { environment }: MeshPlace, at: number): Promise<Record<string, string>> {
  const email = `bench-${at}@example.org`;
  const operator = { authorization: `Bearer ${environment.API_KEY}` };
  await post(`${url}/auth/register`, { email, password: PASSWORD });
  const { accessToken, user } = (await post(`${url}/auth/login`, { email, password: PASSWORD })) as {
    accessToken: string;
    user: { userId: string };
  };
  await post(`${url}/admin/users/${user.userId}/credits`, { credits: 1_000_000, reason: 'a benchmark' }, operator);
  return { authorization: `Bearer ${accessToken}` };
}

async function post(url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Record<string, unknown>> {
  const { statusCode, body: said } = await agent.request({
    origin: new URL(url).origin,
    path: new URL(url).pathname,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await said.text();
  if (statusCode >= 300) throw new Error(`POST ${url} answered ${statusCode}: ${text}`);
  return (JSON.parse(text) as { data: Record<string, unknown> }).data;
}

/** One request; gives its milliseconds. */
async function once(subject: Subject, deed: Deed): Promise<number> {
  const turn = (subject.asked += 1) % subject.callers.length;
  const headers = subject.callers[turn]!;
  const begun = performance.now();
  if (deed === 'accept') {
    const answer = await post(`${subject.url}/generations`, { prompt: freshPrompt(), resolution: '360p', durationSeconds: 3 }, headers);
    subject.accepted[turn] = answer['generationId'] as string;
  } else {
    const { pathname, origin } = new URL(`${subject.url}/generations/${subject.accepted[turn]}`);
    const { statusCode, body } = await agent.request({ origin, path: pathname, method: 'GET', headers });
    await body.text();
    if (statusCode !== 200) throw new Error(`reading answered ${statusCode}`);
  }
  return performance.now() - begun;
}

/** Open loop: a request begins every 20 ms, however long the others take. */
async function steady(subject: Subject, deed: Deed, seconds: number): Promise<void> {
  const asked: Promise<number>[] = [];
  const begun = performance.now();
  for (let at = 0; at < seconds * PER_SECOND; at += 1) {
    await pause(Math.max(0, begun + (at * 1_000) / PER_SECOND - performance.now()));
    asked.push(once(subject, deed));
  }
  const took = await Promise.all(asked);
  subject.figures[deed].p50.push(median(took));
  subject.figures[deed].p95.push(quantile(took, 0.95));
}

/** Closed loop: always AT_ONCE under way; gives how many were answered. */
async function closedLoop(subject: Subject, deed: Deed, seconds: number): Promise<number> {
  const begun = performance.now();
  let answered = 0;
  const lane = async () => {
    for (; performance.now() - begun < seconds * 1_000; answered += 1) await once(subject, deed);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answered;
}

async function fullSpeed(subject: Subject, deed: Deed, seconds: number): Promise<void> {
  const [begun, before] = [performance.now(), processorSeconds(subject.process.pid)];
  const answered = await closedLoop(subject, deed, seconds);
  subject.figures[deed].rate.push((answered * 1_000) / (performance.now() - begun));
  subject.figures[deed].processor.push(((processorSeconds(subject.process.pid) - before) * 1_000) / answered);
}

/** The table, and whether the stated target holds. */
export function toMarkdown([ours, floor]: readonly Subject[]): string {
  const rows = (['accept', 'read'] as const).flatMap((deed) =>
    [ours!, floor!].map((subject) => {
      const { p50, p95, rate, processor } = subject.figures[deed];
      const times = (key: keyof Figures) =>
        subject === floor
          ? ''
          : `, ${(median(subject.figures[deed][key]) / median(floor!.figures[deed][key])).toFixed(key === 'rate' ? 2 : 1)}×`;
      const what = deed === 'accept' ? 'a generation accepted' : 'a generation read';
      return `| ${what} | ${subject === ours ? '**Polyreel**' : subject.name} | ${spread(p50)}${times('p50')} | ${spread(p95)}${times('p95')} | ${spread(rate, 0)}${times('rate')} | ${spread(processor, 2)}${times('processor')} |`;
    }),
  );
  const p95 = median(ours!.figures.accept.p95);
  return [
    `| what | by whom | p50 at ${PER_SECOND}/s, ms | p95 at ${PER_SECOND}/s, ms | highest rate, 1/s, ${AT_ONCE} at once | processor of its process, ms each |`,
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    `- ${p95 < 50 ? 'Holds' : '**Does not hold**'}: at ${PER_SECOND} per second 95 of 100 are accepted within 50 ms (${p95.toFixed(1)} ms).`,
  ].join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  console.log(toMarkdown(await run(...argv.slice(2).map(Number))));
  await agent.close();
}
