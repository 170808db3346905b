import { type Channel, type ChannelModel, connect } from 'amqplib';
import { SOCKET, socketOf } from './socket.js';
import { type DeclaredQueue, EVENTS, HISTORY, type Topology } from './topology.js';

/** The broker already has this queue or exchange, otherwise than we need it. Somebody must decide: the start stops. */
export class TopologyMismatch extends Error {
  override name = 'TopologyMismatch';
}

/**
 * Asserts a topology on a connection of its own, so that a refusal closes nothing that carries messages. What exists and fits is
 * left as it is. Throws TopologyMismatch naming the argument, what was wanted and what was found.
 */
export async function declareTopology(url: string, topology: Topology): Promise<void> {
  await onThrowAwayConnection(url, async (connection) => {
    await Promise.all(topology.exchanges.map(({ name, type }) => on(connection, (channel) => channel.assertExchange(name, type), name)));
    // In parallel on a few channels: a new quorum queue costs the broker milliseconds, and they add up over a whole mesh.
    const lanes = Array.from({ length: Math.min(LANES, topology.queues.length) }, (_, lane) =>
      inTurn(topology.queues.filter((_queue, at) => at % LANES === lane).map((queue) => () => declareQueue(connection, queue))),
    );
    await Promise.all(lanes);
    // Last: what no queue listens for must not find the history either.
    if (topology.echoes.length === 0) return;
    await on(
      connection,
      (channel) => Promise.all(topology.echoes.map(({ key, listener }) => channel.bindExchange(HISTORY, EVENTS, key, by(listener)))),
      HISTORY,
    );
  });
}

/** Ends a queue's listening to a type, and the history's on its behalf; that it does not listen any more is no error. */
export const stopListening = (url: string, queue: string, key: string): Promise<void> =>
  onThrowAwayConnection(url, (connection) =>
    on(
      connection,
      async (channel) => {
        await channel.unbindExchange(HISTORY, EVENTS, key, by(queue));
        await channel.unbindQueue(queue, EVENTS, key);
      },
      queue,
    ),
  );

/** Makes a binding of the history one listener's: RabbitMQ tells bindings of one key apart by their arguments. */
const by = (listener: string) => ({ listener });

async function onThrowAwayConnection(url: string, work: (connection: ChannelModel) => Promise<void>): Promise<void> {
  const connection = await connect(url, { ...SOCKET, timeout: ANSWER_MS });
  // A refusal arrives as the call's rejection; without a listener Node would also throw it as an event.
  connection.on('error', () => undefined);
  try {
    await answered(work(connection));
  } finally {
    // A broker that hangs does not say good-bye.
    await answered(connection.close()).catch(() => socketOf(connection)?.destroy());
  }
}

/** A broker may take a connection and then never say anything again (seen with 3.10 under many virtual hosts): a start must not wait for it for ever. */
async function answered(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the broker did not answer within ${ANSWER_MS / 1_000} s`)), ANSWER_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const ANSWER_MS = 30_000;
const LANES = 8;

async function inTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step();
}

const declareQueue = (connection: ChannelModel, { name, arguments: args, bindings }: DeclaredQueue) =>
  on(
    connection,
    async (channel) => {
      await channel.assertQueue(name, { durable: true, arguments: args });
      for (const { exchange, key } of bindings) await channel.bindQueue(name, exchange, key);
    },
    name,
  );

/** A refused declaration kills its channel, so each has one. */
async function on(connection: ChannelModel, work: (channel: Channel) => Promise<unknown>, name: string): Promise<void> {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  try {
    await work(channel);
    await channel.close();
  } catch (error) {
    throw differenceOf(error, name);
  }
}

const INEQUIVALENT = /inequivalent arg '([^']+)' for (\w+) '([^']+)'.*?: received (.+?) but current is (.+?)"?$/;

function differenceOf(error: unknown, name: string): Error {
  const text = error instanceof Error ? error.message : String(error);
  const found = INEQUIVALENT.exec(text.trim());
  if (!found) return new Error(`${name} could not be declared: ${text}`, { cause: error });
  const [, argument, kind, thing, wanted, current] = found;
  return new TopologyMismatch(
    `the broker already has ${kind} ${thing}, but its ${argument} differs: wanted ${wanted}, found ${current}. ` +
      `Empty and delete that ${kind}, or give the handler another name.`,
    { cause: error },
  );
}
