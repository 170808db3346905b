import { modes, type Rule } from '@polyreel/testing';
import { type Fault } from '../fault.js';
import { type OutsideProvider } from '../outside-provider.js';
import { type Scene } from '../scene.js';

const SERVICE = 'image-generation-service';
const RETRY_AFTER_SECONDS = 1;
/** Longer than we wait for an answer. */
const LATE_MS = 4_000;
/** Longer than a cancel takes to get there. */
const RUNS_MS = 8_000;
/** After so many failed submits in a row a provider is left alone for half a minute; two may be under way at once. */
const TROUBLES = 5;
const AT_ONCE = 2;
/** As many as would ask three times each, and so nine times in all, if nobody left it alone. */
const FILMS_IN_TROUBLE = 3;

/** What it does to the first submit that it hears, and how often more it is rightly asked for that. */
const MISDEEDS: readonly (readonly [words: string, rule: Rule, asksMore: number])[] = [
  ['is busy twice and says when to come back', { ...modes.throttled(RETRY_AFTER_SECONDS), first: 2 }, 2],
  ['fails after it has taken the work in', { ...modes.failsAfterAccepting(), first: 1 }, 0],
  ['breaks off in the middle of its answer', { ...modes.cutsHalf(), first: 1 }, 0],
  ['fails before it takes anything in', { ...modes.failsBeforeAccepting(), first: 1 }, 1],
  ['does the work and never answers', { ...modes.executesAndTimesOut(), first: 1 }, 0],
  ['answers when nobody waits any more', { ...modes.answersLate(LATE_MS), first: 1 }, 0],
  ['never hears what it is asked', { ...modes.hangs(), first: 1 }, 1],
];

export const providerMisbehaves: Fault = {
  number: 18,
  title: 'a provider that refuses, fails, hangs, breaks off, answers late or does not stop is paid at most once for a shot',
  async play(scene) {
    const provider = await scene.hire(SERVICE, 'comfyui');
    for (const misdeed of MISDEEDS) await misbehaving(scene, provider, ...misdeed);
    await lateAfterCancel(scene, provider);
    await inTrouble(scene, provider);
  },
};

async function misbehaving(scene: Scene, provider: OutsideProvider, words: string, rule: Rule, asksMore: number): Promise<void> {
  await provider.fake.behave(rule);
  const id = await scene.film();
  await finished(scene, id);
  const asked = provider.asked(id);
  const shots = new Set(asked.map(({ key }) => key!.replace(/:\d+$/, ''))).size;
  const billed = provider.billed(id);
  scene.mustHold(
    `a provider that ${words} was asked ${asked.length} times for ${shots} shots and billed ${billed}`,
    shots > 0 && asked.length === shots + asksMore && billed === shots,
  );
  const { degraded } = await scene.prompter.view(id);
  scene.mustHold('the film shows what it made', !degraded);
  if (asksMore < 2) return;
  const times = asked.map(({ at }) => Date.parse(at));
  const waits = times.slice(1).map((time, at) => time - times[at]!);
  scene.mustHold(
    `it was left alone as long as it asked: ${waits.join(' and ')} ms`,
    waits.every((wait) => wait >= RETRY_AFTER_SECONDS * 1_000),
  );
}

/** It says yes to being told to stop, and goes on. */
async function lateAfterCancel(scene: Scene, { fake }: OutsideProvider): Promise<void> {
  await fake.behave(modes.lateAfterCancel(RUNS_MS));
  const id = await scene.film();
  const happened = (what: string) => fake.until((ledger) => ledger.some(({ event, key }) => event === what && key?.includes(id)), 60_000);
  await happened('executed');
  await scene.prompter.cancel(id);
  await happened('cancelled');
  await happened('finished');
  scene.say('a provider that was told to stop has finished its work all the same');
  await scene.until('how it ended is written down', async () => {
    const [row] = await scene.sql<{ state: string; words: string }>(
      `SELECT state, error->>'message' AS words FROM image_generation.provider_operations WHERE correlation_id = $1`,
      [id],
    );
    return row?.state === 'failed' || `it says ${row?.state}`;
  });
  const { status } = await scene.prompter.view(id);
  scene.mustHold(`the run stays ${status}`, status === 'cancelled');
}

/** It fails whatever it is asked, until it is left alone; then it is well again. */
async function inTrouble(scene: Scene, provider: OutsideProvider): Promise<void> {
  await provider.fake.behave(modes.failsBeforeAccepting());
  const ids = await scene.films(FILMS_IN_TROUBLE);
  for (const id of ids) await finished(scene, id);
  const asked = ids.flatMap((id) => provider.asked(id)).length;
  scene.mustHold(
    `a provider that always fails was asked ${asked} times and then left alone`,
    asked >= TROUBLES && asked < TROUBLES + AT_ONCE,
  );
  const views = await Promise.all(ids.map((id) => scene.prompter.view(id)));
  scene.mustHold(
    'the films without it are finished and say what they lack',
    views.every(({ degraded }) => degraded),
  );
  if (!scene.full) return;
  await provider.fake.behave();
  await scene.until('it is asked again', async () => {
    const id = await scene.film();
    await finished(scene, id);
    return provider.billed(id) > 0;
  });
}

const finished = (scene: Scene, id: string) =>
  scene.until('the film is finished', async () => {
    const { status } = await scene.prompter.view(id);
    return status === 'completed' || `it is ${status}`;
  });
