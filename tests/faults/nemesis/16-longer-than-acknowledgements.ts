import { modes } from '@polyreel/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault } from '../fault.js';
import { everybodyReady } from './05-broker-restarted.js';

/** Longer than any handler takes, on a busy machine too; the broker's own default is half an hour. */
const TIMEOUT_MS = 15_000;
/** How long a provider works on a shot. */
const WORK_MS = 2 * TIMEOUT_MS;
const USUAL = 'application:set_env(rabbit, consumer_timeout, 1800000), application:set_env(rabbit, channel_tick_interval, 60000).';
const IMPATIENT = `application:set_env(rabbit, consumer_timeout, ${TIMEOUT_MS}), application:set_env(rabbit, channel_tick_interval, 1000).`;

export const longerThanAcknowledgements: Fault = {
  number: 16,
  title: 'work that lasts longer than the broker waits for an acknowledgement closes no channel, as it is taken in as a job',
  async play(scene) {
    const { broker } = scene.stage;
    const { fake } = await scene.hire('image-generation-service', 'comfyui');
    await fake.behave(modes.ok(WORK_MS));
    // Channels read the setting when they are opened.
    const setting = async (words: string) => {
      await broker.rabbitmqctl('eval', words);
      await broker.rabbitmqctl('close_all_connections', '--vhost', 'polyreel', 'to take up a setting');
      await scene.until('every service is ready again', () => everybodyReady(scene));
    };
    await setting(IMPATIENT);
    scene.afterwards(() => setting(USUAL));
    scene.say(`the broker closes a channel whose delivery is not acknowledged within ${TIMEOUT_MS / 1_000} s`);
    const closures = () => brokerLog(scene.stage.roster.folder).match(/delivery acknowledgement on channel .* timed out/g)?.length ?? 0;
    const before = closures();
    const id = await scene.film();
    await scene.until('the film is finished', async () => (await scene.prompter.view(id)).status === 'completed');
    const [longest] = await scene.sql<{ seconds: number }>(
      'SELECT max(extract(epoch FROM finished_at - created_at))::float AS seconds FROM image_generation.jobs WHERE correlation_id = $1',
      [id],
    );
    scene.mustHold(`a job lasted ${longest!.seconds.toFixed(0)} s, longer than the broker waits`, longest!.seconds * 1_000 > TIMEOUT_MS);
    scene.mustHold('no channel was closed', closures() === before);
  },
};

const brokerLog = (folder: string) => readFileSync(join(folder, 'rabbitmq.log'), 'utf8');
