/**
 * A recording on its way in, beside a bare route that keeps the same bytes with a row; and from its acceptance to the prompts of its film,
 * beside the same words typed. After a build: node dist/tools/bench/voice.bench.js [rounds] [seconds] [films]
 */
import { AudioPreprocessed, SpeechTranscribed, VoiceProcessingCompleted } from '@polyreel/contracts';
import { type MeshPlace, meshPlace, MeshProcess, spoken } from '@polyreel/testing';
import { readFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Agent } from 'undici';
import { FIRST_BARE_PORT } from './bare-nest.js';
import { aboveThisClone } from './clone-ports.js';
import { withoutLimits } from './enough-limits.js';
import { table } from './markdown.js';
import { median, quantile, spread } from './measures.js';
import { RunClock } from './run-clock.js';
import { TEXT_PATH } from './text-path.js';

/** What a recording passes until it is accepted: the edge and who keeps its run. */
const TAKING_IN = ['api-gateway', 'voice-processing-orchestrator'];
/** Who works on it from there to the prompts of its film. */
const SPOKEN_PATH = [
  ...new Set([...TEXT_PATH, ...TAKING_IN, 'audio-preprocessing-service', 'speech-recognition-service', 'voice-language-detection-service']),
];
const PORT_OFFSET = aboveThisClone(23_100);
const SAID = ['A red dragon flies over an old castle at sunset.', 'The people in the valley light their lamps.'];
const agent = new Agent({ connections: 64, bodyTimeout: 120_000, headersTimeout: 120_000 });
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Server {
  place: MeshPlace;
  process: MeshProcess;
  url: string;
  headers: Record<string, string>;
}

async function meshOf(services: readonly string[]): Promise<Server> {
  const place = await meshPlace(PORT_OFFSET);
  // Without Redis nothing is remembered: every recording is listened to, and every prompt is worked on.
  const { REDIS_URL: _remembered, ...unlimited } = await withoutLimits(place);
  const environment = { ...unlimited, BENCH_SERVICES: services.join(','), VOICES_UNDER_WAY: '1000' };
  const process = new MeshProcess({ script: here('./chosen-services.process.js'), environment, services: services.length });
  const headers = { authorization: `Bearer ${place.environment.API_KEY}` };
  return { place, process, url: `http://127.0.0.1:${8_000 + PORT_OFFSET}/v1`, headers };
}

async function bare(): Promise<Server> {
  const place = await meshPlace(PORT_OFFSET);
  const process = new MeshProcess({ script: here('./bare-row.process.js'), environment: place.environment, services: 1 });
  return { place, process, url: `http://127.0.0.1:${FIRST_BARE_PORT + PORT_OFFSET}`, headers: {} };
}

async function post<Answer>({ url, headers }: Server, path: string, type: string, body: Buffer | string): Promise<Answer> {
  const { origin, pathname } = new URL(url + path);
  const request = { origin, path: pathname, method: 'POST', headers: { ...headers, 'content-type': type }, body } as const;
  const { statusCode, body: said } = await agent.request(request);
  const text = await said.text();
  if (statusCode !== 202) throw new Error(`POST ${path} answered ${statusCode}: ${text}`);
  return (JSON.parse(text) as { data: Answer }).data;
}

const close = async (servers: readonly Server[]) => {
  for (const { process } of servers) await process.stop();
  for (const { place } of servers) await place.remove();
};

/** One kind of recording and how often one is sent. */
interface Load {
  what: string;
  perSecond: number;
  sound: Buffer;
}

async function loads(): Promise<Load[]> {
  const sound = async (lastingSeconds: number, format: 'm4a' | 'wav') =>
    readFile(await spoken({ text: SAID, lastingSeconds, format, sampleRate: 48_000, channels: format === 'wav' ? 2 : 1 }));
  const megabytes = ({ length }: Buffer) => `${(length / 2 ** 20).toFixed(1)} MiB`;
  const [short, long] = [await sound(10, 'm4a'), await sound(110, 'wav')];
  return [
    { what: `10 s as m4a, ${megabytes(short)}, 2 a second`, perSecond: 2, sound: short },
    { what: `110 s as wav, ${megabytes(long)}, 1 every 2 s`, perSecond: 0.5, sound: long },
  ];
}

/** Open loop: one is sent when its time has come, however long the others take. Milliseconds until each 202. */
async function steady(server: Server, { perSecond, sound }: Load, seconds: number): Promise<number[]> {
  const begun = performance.now();
  const sent: Promise<number>[] = [];
  for (let at = 0; at < seconds * perSecond; at += 1) {
    await pause(Math.max(0, begun + (at * 1_000) / perSecond - performance.now()));
    const from = performance.now();
    // What it is called does not matter: its content is looked at.
    sent.push(post(server, '/voice/process', 'audio/mp4', sound).then(() => performance.now() - from));
  }
  return Promise.all(sent);
}

/** Both subjects take turns in every round; the other rests meanwhile. Nothing works on what was accepted. */
export async function takingIn(rounds = 3, seconds = 12): Promise<string> {
  const kinds = await loads();
  const [ours, floor] = [await meshOf(TAKING_IN), await bare()];
  const clock = await RunClock.on(ours.place.environment['RABBITMQ_URL']!);
  try {
    for (const one of [ours, floor]) await one.process.start();
    const took = new Map<Load, Record<'ours' | 'floor', number[][]>>(kinds.map((kind) => [kind, { ours: [], floor: [] }]));
    for (const kind of kinds) for (const one of [ours, floor]) await steady(one, kind, 2 / kind.perSecond);
    for (let round = 0; round < rounds; round += 1)
      for (const [kind, times] of took) {
        times.ours.push(await steady(ours, kind, seconds));
        times.floor.push(await steady(floor, kind, seconds));
      }
    const cells = (times: number[][]) => [
      spread(times.map(median), 0),
      quantile(times.flat(), 0.95).toFixed(0),
      Math.max(...times.flat()).toFixed(0),
      times.flat().length,
    ];
    const rows = [...took].flatMap(([{ what }, times]) => [
      [what, '**Polyreel**', ...cells(times.ours)],
      [what, 'a bare Nest route', ...cells(times.floor)],
    ]);
    return table(['a recording', 'taken in by', '202 after, p50, ms', 'p95 of all, ms', 'longest, ms', 'recordings'], rows);
  } finally {
    await clock.connection.close();
    await close([ours, floor]);
  }
}

const MOMENTS = { prepared: AudioPreprocessed, 'written down': SpeechTranscribed, understood: VoiceProcessingCompleted } as const;

/** One at a time, in turns: a recording is filmed, then the words that were heard in it are. Seconds from each 202. */
export async function toItsPrompts(films = 4): Promise<string> {
  const sound = await readFile(await spoken({ text: SAID, format: 'm4a', sampleRate: 48_000 }));
  const server = await meshOf(SPOKEN_PATH);
  const broker = server.place.environment['RABBITMQ_URL']!;
  const clocks = await Promise.all(Object.values(MOMENTS).map((moment) => RunClock.on(broker, moment)));
  const enhanced = await RunClock.on(broker);
  try {
    await server.process.start();
    const seconds: Record<string, number[]> = {};
    const note = (what: string, from: number, at: number) => (seconds[what] ??= []).push((at - from) / 1_000);
    // The first of each is not counted: its engines load their models.
    for (let film = 0; film <= films; film += 1) {
      const recorded = await post<{ voiceId: string; generationId: string }>(server, '/voice/generate', 'audio/mp4', sound);
      const accepted = performance.now();
      const moments = await Promise.all(clocks.map((clock) => clock.endOf(recorded.voiceId, 120_000)));
      const end = await enhanced.endOf(recorded.generationId);
      const prompt = await heardIn(server, recorded.voiceId);
      const typed = await post<{ generationId: string }>(server, '/generations', 'application/json', JSON.stringify({ prompt }));
      const typedAt = performance.now();
      const typedEnd = await enhanced.endOf(typed.generationId);
      if (film === 0) continue;
      Object.keys(MOMENTS).forEach((moment, at) => note(moment, accepted, moments[at]!));
      note('spoken', accepted, end);
      note('of its film alone', moments.at(-1)!, end);
      note('typed', typedAt, typedEnd);
    }
    const cell = (what: string) => spread(seconds[what]!, 2);
    const share =
      (median(seconds['written down']!) - median(seconds['prepared']!)) / (median(seconds['spoken']!) - median(seconds['typed']!));
    return [
      table(
        ['from its 202', 'prepared', 'written down', 'understood', 'prompts enhanced', 'of these after it was understood'],
        [
          ['a recording, s', ...Object.keys(MOMENTS).map(cell), cell('spoken'), cell('of its film alone')],
          ['its words typed, s', '', '', '', cell('typed'), ''],
        ],
      ),
      `Of what a recording takes longer than its words typed, ${(share * 100).toFixed(0)} % is recognition.`,
    ].join('\n\n');
  } finally {
    await Promise.all([...clocks, enhanced].map(({ connection }) => connection.close()));
    await close([server]);
  }
}

async function heardIn({ url, headers }: Server, voiceId: string): Promise<string> {
  const answer = await fetch(`${url}/voice/status/${voiceId}`, { headers });
  return ((await answer.json()) as { data: { transcript: { text: string } } }).data.transcript.text;
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const [rounds, seconds, films] = argv.slice(2).map(Number);
  console.log(`${await takingIn(rounds, seconds)}\n\n${await toItsPrompts(films)}`);
  await agent.close();
}
