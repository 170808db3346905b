import { FlowProducer, type FlowJob, type Job, Worker } from 'bullmq';
import { LAST_STEP, messageFor, type StepMessage, STEPS } from '../side-by-side/flow.js';
import type { StartPeer } from '../side-by-side/peer.js';

const queueOf = (step: number) => `step-${step}`;

/** A step that waits for others. Its id follows from run and step, so that adding it again while it is there changes nothing. */
const flowJob = (run: string, step: number, children: FlowJob[] = []): FlowJob => ({
  name: queueOf(step),
  queueName: queueOf(step),
  data: messageFor(run, step),
  opts: { jobId: `${run}-${step}`, removeOnComplete: true },
  children,
});

/** A child has one parent only, so the whole run is no one flow: it is added in three parts, the later ones by the steps before them. */
const partAfter: Record<number, (run: string) => FlowJob> = {
  0: (run) => flowJob(run, 2, [flowJob(run, 1)]),
  2: (run) =>
    flowJob(
      run,
      6,
      [3, 4, 5].map((step) => flowJob(run, step)),
    ),
  6: (run) =>
    flowJob(run, 12, [
      flowJob(
        run,
        11,
        [7, 8, 9, 10].map((step) => flowJob(run, step)),
      ),
    ]),
};

/** BullMQ: a queue and a worker per step, runs as flows. */
export const start: StartPeer = async (host) => {
  const { hostname, port, password } = new URL(host.urls.redis);
  const connection = { host: hostname, port: Number(port), password, maxRetriesPerRequest: null };
  const producer = new FlowProducer({ connection });
  const add = async (run: string, step: number) => {
    const part = partAfter[step]?.(run);
    if (part) await producer.add(part);
  };

  const take = async (job: Job<StepMessage>) => {
    const { run, step } = job.data;
    await host.work(run, step, `${job.id} ${job.timestamp}`);
    await add(run, step);
  };

  const workers = STEPS.map((step) => {
    const worker = new Worker<StepMessage>(queueOf(step), take, { connection, concurrency: host.atOnce });
    worker.on('error', (error) => console.error(error));
    return worker;
  });
  workers.at(-1)!.on('completed', ({ data: { run, step } }) => step === LAST_STEP && host.ended(run));
  await Promise.all([producer.waitUntilReady(), ...workers.map((worker) => worker.waitUntilReady())]);
  return {
    submit: (run) => add(run, 0),
    async stop() {
      await Promise.all(workers.map((worker) => worker.close()));
      await producer.close();
    },
  };
};
