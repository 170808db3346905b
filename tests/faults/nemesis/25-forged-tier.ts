import { type Fault } from '../fault.js';
import { type Scene } from '../scene.js';
import { JOINER, JOINERS_QUEUE, withResultsWaiting } from './joiner.js';
import { asStranger } from './stranger.js';

const PROMPT = 'A red fox runs through the snow.';

export const forgedTier: Fault = {
  number: 25,
  title: 'a caller who names a better tier or an identity is refused or not believed, and a message that claims one gets no better lane',
  short: true,
  async play(scene) {
    const { stage, prompter, history } = scene;
    await prompter.ask(PROMPT, { tier: 'enterprise' });
    const [refused] = history.of('refused');
    scene.mustHold(`a tier in the body is refused with ${refused?.status} ${refused?.code}`, refused?.status === 400);

    const id = await scene.film({ metadata: { tier: 'enterprise' } });
    await scene.until('the run is told', () => scene.heard('generation.generation_requested.v1', id));
    const told = history.of('heard').filter(({ generationId }) => generationId === id);
    const tiers = [...new Set(told.map(({ tier }) => tier))];
    scene.mustHold(`a tier in the metadata changes nothing: every event says ${tiers.join(', ')}`, !tiers.includes('enterprise'));

    const orchestrator = stage.service('generation-orchestrator').url;
    for (const [what, headers] of [
      ['without an identity', {}],
      ['with an identity that nobody signed', { 'x-polyreel-identity': forgedToken() }],
    ] as const) {
      const answer = await fetch(`${orchestrator}/generations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ prompt: PROMPT }),
      });
      scene.mustHold(`past the gateway, ${what}, the answer is ${answer.status}`, answer.status === 401);
    }
    await claimingMessages(scene, tiers[0]!);
  },
};

/** Somebody with the broker's credentials rewrites what the analysers found, and claims enterprise for the run. */
async function claimingMessages(scene: Scene, own: string): Promise<void> {
  const id = await withResultsWaiting(scene);
  await asStranger(scene, async (stranger) => {
    const taken = await stranger.takeAll(JOINERS_QUEUE);
    for (const { body, options } of taken) {
      const claim = { ...(JSON.parse(body.toString()) as object), tier: 'enterprise' };
      await stranger.put(JOINERS_QUEUE, Buffer.from(JSON.stringify(claim)), options);
    }
    scene.say(`${taken.length} messages of the run claim enterprise`);
  });
  scene.stage.service(JOINER).start();
  await scene.until('the film is finished', async () => (await scene.prompter.view(id)).status === 'completed', 180);
  const lanes = await scene.sql<{ lane: string }>(
    `SELECT DISTINCT lane FROM (SELECT lane, correlation_id FROM image_generation.jobs
       UNION ALL SELECT lane, correlation_id FROM video_generation.jobs) AS jobs WHERE correlation_id = $1`,
    [id],
  );
  const words = lanes.map(({ lane }) => lane).join(', ');
  scene.mustHold(`its jobs waited in the lane of ${words} all the same`, words === own);
}

/** Says of itself that it needs no signature. */
function forgedToken(): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const claims = { userId: 'eve', role: 'admin', tier: 'enterprise', iat: now, exp: now + 60, aud: 'mesh' };
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
