import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault } from '../fault.js';
import { type Scene } from '../scene.js';
import { everybodyReady } from './05-broker-restarted.js';

const ALARMS = [
  ['disk', ['set_disk_free_limit', '90000GB'], ['set_disk_free_limit', '50MB']],
  ['memory', ['set_vm_memory_high_watermark', '0.00001'], ['set_vm_memory_high_watermark', '0.4']],
] as const;

export const alarmsAndFullDisks: Fault = {
  number: 20,
  title: 'a broker that is short of disk or memory, and a database whose disk is full, cost time and refusals and no accepted run',
  async play(scene) {
    const { broker } = scene.stage;
    for (const [what, on, off] of ALARMS) {
      const [id] = await scene.films(1);
      await broker.rabbitmqctl(...on);
      scene.say(`the broker is short of ${what} and holds publishers back`);
      const [held] = await scene.films(1);
      scene.mustHold('the API accepts all the same', held !== undefined);
      await scene.last(scene.full ? 30 : 10);
      await broker.rabbitmqctl(...off);
      scene.say(`the broker has ${what} again`);
      await scene.until(
        'both films are finished',
        async () => {
          const views = await Promise.all([id!, held!].map((one) => scene.prompter.view(one)));
          return views.every(({ status }) => status === 'completed');
        },
        300,
      );
    }
    await fullDisk(scene);
  },
};

const SIZE = '64m';

/** Moves the tables of the runs to a disk of 64 MB and fills it. */
async function fullDisk(scene: Scene): Promise<void> {
  const { roster, database } = scene.stage;
  const folder = join(roster.folder, 'small-disk');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  if (mounted.status !== 0) return scene.say('not tried: a full disk, as this user may not mount one');
  const user = database.place.user;
  if (user) chownSync(folder, user.uid, user.gid);
  const space = join(folder, 'space');
  mkdirSync(space);
  if (user) chownSync(space, user.uid, user.gid);
  await scene.sql(`CREATE TABLESPACE small_disk LOCATION '${space}'`);
  const move = async (to: string) => {
    const relations = await scene.sql<{ kind: string; name: string }>(
      `SELECT CASE relkind WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END AS kind, oid::regclass::text AS name FROM pg_class
       WHERE relnamespace = 'generation'::regnamespace AND relkind IN ('r', 'i')`,
    );
    for (const { kind, name } of relations) await scene.sql(`ALTER ${kind} ${name} SET TABLESPACE ${to}`);
  };
  await move('small_disk');
  const filler = join(folder, 'filler');
  for (let size = 64 * 1024 * 1024; size > 4_096; size /= 2)
    spawnSync('dd', ['if=/dev/zero', `of=${filler}-${size}`, `bs=${size}`, 'count=1']);
  scene.say('the disk of the runs is full');
  let accepted = 0;
  // Free room in pages that stand already lets the first few in.
  for (let asked = 0; asked < 200 && scene.history.of('refused').length < 5; asked++) {
    if (
      await scene.prompter.ask('A red fox runs through the snow. '.repeat(60), { durationSeconds: 1, resolution: '360p', quality: 'draft' })
    )
      accepted += 1;
  }
  const refused = scene.history.of('refused');
  scene.say(
    `${accepted} prompts were accepted, ${refused.length} refused: ${[...new Set(refused.map(({ status, code }) => `${status} ${code}`))].join(', ')}`,
  );
  for (let size = 64 * 1024 * 1024; size > 4_096; size /= 2) rmSync(`${filler}-${size}`, { force: true });
  scene.say('the disk has room again');
  await scene.until('every service is ready again', () => everybodyReady(scene));
  scene.mustHold('a full disk is told as 503, come back later', refused.length > 0 && refused.every(({ status }) => status === 503));
  scene.afterwards(async () => {
    await move('pg_default');
    await scene.sql('DROP TABLESPACE small_disk');
    spawnSync('umount', [folder]);
  });
}
