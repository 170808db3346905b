import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Fault } from '../fault.js';
import { type Scene } from '../scene.js';
import { asStranger } from './stranger.js';

const SERVICE = 'translation-service';
const QUEUE = `${SERVICE}.translate-text`;
const HEARS = 'content.language_detected.v1';
/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const HOT_SECONDS = 5;
const MOST_CPU_SHARE = 0.2;

const envelope = (change: object) => ({
  specversion: '1.0',
  id: randomUUID(),
  source: 'a stranger',
  type: HEARS,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  correlationid: randomUUID(),
  data: {},
  ...change,
});
const bytes = (content: object) => Buffer.from(JSON.stringify(content));

/** What nobody can handle, by what is wrong with it, with the store that it must come to rest in. */
const POISON: readonly (readonly [what: string, body: () => Buffer, store: 'dead' | 'skipped'])[] = [
  ['bad JSON', () => Buffer.from('{"specversion":'), 'dead'],
  ['no text at all', () => Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]), 'dead'],
  ['JSON that is no event', () => bytes({ hello: 'world' }), 'dead'],
  ['an event whose data does not fit', () => bytes(envelope({ data: { generationId: 7 } })), 'dead'],
  ['an event of an unknown type', () => bytes(envelope({ type: 'content.language_sung.v1' })), 'skipped'],
  ['an event of a major version that nobody knows', () => bytes(envelope({ type: 'content.language_detected.v9' })), 'skipped'],
];

export const poison: Fault = {
  number: 14,
  title: 'messages that nobody can handle come to rest with their reason, in no hot loop, and hold up no film',
  short: true,
  async play(scene) {
    const { stage } = scene;
    const [id] = await scene.films(1);
    for (const [what, body, store] of POISON) {
      const before = await scene.resting(QUEUE, store);
      await asStranger(scene, (stranger) => stranger.put(QUEUE, body()));
      const began = performance.now();
      await scene.until(`${what} rests among the ${store}`, async () => (await scene.resting(QUEUE, store)) > before);
      scene.say(`${what} rests among the ${store} after ${Math.round(performance.now() - began)} ms`);
    }
    const { pid } = stage.service(SERVICE);
    const used = cpuSeconds(pid);
    await scene.last(HOT_SECONDS);
    const share = (cpuSeconds(pid) - used) / HOT_SECONDS;
    scene.mustHold(`${SERVICE} uses ${(share * 100).toFixed(0)} % of a core afterwards`, share < MOST_CPU_SHARE);
    await scene.until('the film beside them is finished', async () => (await scene.prompter.view(id!)).status === 'completed', 240);
    if (scene.full) await failingHandler(scene);
  },
};

const cpuSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

const REFUSE = `
  CREATE SEQUENCE faults.tries;
  CREATE FUNCTION faults.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('faults.tries'); RAISE EXCEPTION 'refused by the suite'; END $$;
  CREATE TRIGGER faults_refuse BEFORE INSERT ON storage.files FOR EACH ROW EXECUTE FUNCTION faults.refuse();
`;
const ALLOW = 'DROP TRIGGER faults_refuse ON storage.files; DROP FUNCTION faults.refuse(); DROP SEQUENCE faults.tries';
const IMMEDIATE_TRIES = 5;

/** A handler that throws whatever it is given is tried a few times at once, then ever more seldom, and goes on once it can. */
async function failingHandler(scene: Scene): Promise<void> {
  await scene.sql(REFUSE);
  const [id] = await scene.films(1);
  const waiting = async (name: string) => (await scene.queue(name)).ready > 0;
  for (const pause of ['retry.5s', 'retry.30s'])
    await scene.until(`a message that always fails waits in ${pause}`, () => waiting(pause), 240);
  const [row] = await scene.sql<{ tries: number }>('SELECT last_value::int AS tries FROM faults.tries');
  const [counted] = await scene.sql<{ messages: number }>(
    `SELECT count(*)::int AS messages FROM faults.journal WHERE relation = 'outbox' AND after->>'type' ~ '^generation.(image|video)_generation_completed|post_processing_completed' AND op = 'INSERT'`,
  );
  const most = IMMEDIATE_TRIES * 2 * counted!.messages;
  scene.mustHold(
    `it was tried ${row!.tries} times for its ${counted!.messages} messages by then, and not thousands of times`,
    row!.tries <= most,
  );
  await scene.sql(ALLOW);
  await scene.until('the files are recorded once they can be', async () => {
    const files = await scene.sql('SELECT 1 FROM storage.files WHERE generation_id = $1', [id]);
    return files.length > 0;
  });
}
