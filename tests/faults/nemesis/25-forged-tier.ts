import { type Fault } from '../fault.js';

const PROMPT = 'A red fox runs through the snow.';

export const forgedTier: Fault = {
  number: 25,
  title: 'a caller who names a better tier, or an identity, is refused or not believed',
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
  },
};

/** Says of itself that it needs no signature. */
function forgedToken(): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const claims = { userId: 'eve', role: 'admin', tier: 'enterprise', iat: now, exp: now + 60, aud: 'mesh' };
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
