import { verdict } from '../markdown.js';
import { median } from '../measures.js';
import type { Measured } from './notebook.js';
import { FLOOR, OURS, OURS_APART } from './subjects.js';
import { medianOf } from './tables.js';

const DURABLE = 'bullmq-always';
const SLOWEST_TO_FLOOR = 3;

/**
 * What the figures must show, judged on the form that sends a message a step as every other subject does; how the form with two messages
 * fares stands beside it. Nothing is said of who was not measured.
 */
export function verdicts(find: (subject: string) => Measured | undefined): string[] {
  const speedOf = (subject: string) => {
    const overhead = find(subject)?.overhead;
    return overhead && overhead.rate.length > 0 ? overhead : undefined;
  };
  const [ours, apart, floor, durable] = [speedOf(OURS), speedOf(OURS_APART), speedOf(FLOOR), speedOf(DURABLE)];
  const said: string[] = [];
  if (ours && durable) {
    const beside = apart ? `; with two messages a step ${medianOf(apart.rate, 0)}` : '';
    said.push(
      verdict(
        median(ours.rate) > median(durable.rate),
        `with a message a step Polyreel runs more workflows per second (${medianOf(ours.rate, 0)}) than BullMQ flows with every command on the disk (${medianOf(durable.rate, 0)}${beside}).`,
      ),
    );
  }
  if (ours && floor) {
    const times = (speed: typeof floor) => median(speed.p99) / median(floor.p99);
    const beside = apart ? `; with two messages a step ${times(apart).toFixed(1)} times` : '';
    said.push(
      verdict(
        times(ours) <= SLOWEST_TO_FLOOR,
        `its p99 at 5 runs per second is at most ${SLOWEST_TO_FLOOR} times that of bare amqplib on quorum queues (${times(ours).toFixed(1)} times${beside}).`,
      ),
    );
  }
  const accounts = [OURS, OURS_APART].flatMap((subject) => find(subject)?.accounts ?? []);
  if (accounts.length > 0)
    said.push(
      verdict(
        accounts.every(({ lost, askedAgain }) => lost === 0 && askedAgain === 0),
        'a kill of its process loses no run and takes none on twice from the same outcome.',
      ),
    );
  return said.length > 0 ? [said.join('\n')] : [];
}
