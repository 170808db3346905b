import { modes } from '@polyreel/testing';
import { type Fault } from '../fault.js';
import { type ProviderChoice } from '../outside-provider.js';
import { type Scene } from '../scene.js';

const SERVICE = 'image-generation-service';
/** Between taking the work in and saying so: long enough to shut the door. */
const ANSWERS_AFTER_MS = 1_500;

const ENDINGS = {
  comfyui: ['succeeded', 'is found again by its key, and the film shows what it made'],
  replicate: ['unknown', 'is unknown for good, as there is no look-up: the embedded engine draws'],
} as const;

interface Row {
  state: string;
  operationId: string | null;
  attempt: number;
}

export const killedBeforeNoting: Fault = {
  number: 2,
  title: "a service that is killed between a provider's taking a paid call in and its own note of it does not pay for it again",
  async play(scene) {
    for (const choose of ['comfyui', 'replicate'] as const) await killed(scene, choose);
  },
};

async function killed(scene: Scene, choose: Exclude<ProviderChoice, 'both'>): Promise<void> {
  const { stage } = scene;
  const { fake } = await scene.hire(SERVICE, choose);
  const door = stage.door(SERVICE, 'database');
  await fake.behave({ ...modes.answersLate(ANSWERS_AFTER_MS), first: 1 });
  const id = await scene.film();
  const calls = () =>
    scene.sql<Row>(
      'SELECT state, operation_id AS "operationId", attempt FROM image_generation.provider_operations WHERE correlation_id = $1',
      [id],
    );
  await fake.until((ledger) => ledger.some(({ event, key }) => event === 'executed' && key?.includes(id)), 60_000);
  door.hold('toServer');
  await fake.until((ledger) => ledger.some(({ event, key, on }) => event === 'answered' && on === 'submit' && key?.includes(id)));
  await stage.service(SERVICE).end('SIGKILL');
  door.cut();
  door.release();
  const [left] = await calls();
  scene.mustHold(`${choose} works on the call, and our own row still says ${left!.state}`, left!.state === 'intent' && !left!.operationId);
  stage.service(SERVICE).start();
  await scene.until('the film is finished', async () => (await scene.prompter.view(id)).status === 'completed');
  const rows = await calls();
  const [state, words] = ENDINGS[choose];
  scene.mustHold(`the call ${words}`, rows.length === 1 && rows[0]!.state === state);
  const billed = fake.billableCalls(id).length;
  scene.mustHold(`${choose} was asked ${billed} time for the one shot`, billed === 1);
}
