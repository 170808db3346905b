/** One carrier in a process of its own: sends what it is told to and says what it took. */
import { randomUUID } from 'node:crypto';
import { argv, exit } from 'node:process';
import { until } from '../../setup/until.js';
import { median, quantile } from '../measures.js';
import type { OpenCarrier } from './carrier.js';
import type { ParcelLoad, ParcelTimes } from './parcel-load.js';

const PREFETCH = 200;
const ARRIVAL_MS = 60_000;
const [url, load, seconds] = [argv[2]!, JSON.parse(argv[3]!) as ParcelLoad, Number(argv[4])];
const WARM_UP_SECONDS = seconds / 2;

const { open } = (await import(`./${load.carrier}.carrier.js`)) as { open: OpenCarrier };
const [sent, arrivals, confirms] = [new Map<string, number>(), [] as number[], [] as number[]];
let measuring = false;
const carrier = await open({
  url,
  queue: randomUUID(),
  queueType: load.queueType,
  prefetch: PREFETCH,
  arrived(id) {
    const at = sent.get(id);
    sent.delete(id);
    if (measuring && at !== undefined) arrivals.push(performance.now() - at);
  },
});

const content = 'x'.repeat(load.bytes);
let made = 0;

async function sendFor(duration: number): Promise<number> {
  const until = performance.now() + duration * 1_000;
  let count = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const [id, begun] = [String((made += 1)), performance.now()];
      sent.set(id, begun);
      await carrier.send(id, content);
      if (measuring) confirms.push(performance.now() - begun);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: load.window }, lane));
  return count;
}

await sendFor(WARM_UP_SECONDS);
measuring = true;
const begun = performance.now();
const count = await sendFor(seconds);
const perSecond = (count * 1_000) / (performance.now() - begun);
const spread = (values: number[]) => ({ p50: median(values), p99: quantile(values, 0.99) });
// Those that lag behind count too.
if (!(await until(() => sent.size === 0, ARRIVAL_MS))) throw new Error(`${sent.size} messages have not arrived within ${ARRIVAL_MS} ms`);
await carrier.close();
process.send!({ perSecond, confirm: spread(confirms), arrival: spread(arrivals) } satisfies ParcelTimes, () => exit(0));
