import { type Scene } from '../scene.js';

const ANALYSERS = ['camera-analysis-service', 'entity-extraction-service', 'mood-analysis-service', 'temporal-analysis-service'];

/** Who joins what the four analysers find. */
export const JOINER = 'scene-analysis-orchestrator';
export const JOINERS_QUEUE = `${JOINER}.scene-analysis`;

/** Begins a film, and kills the joiner so that all four results lie in its queue and it has handled none of them. Answers the film's id. */
export async function withResultsWaiting(scene: Scene): Promise<string> {
  const { stage } = scene;
  const doors = ANALYSERS.map((analyser) => stage.door(analyser, 'broker'));
  for (const door of doors) door.hold('toServer', { named: 'polyreel publishing' });
  const id = await scene.film();
  await scene.until('the analysers are asked', () => scene.heard('scene.scene_analysis_started.v1', id));
  await stage.service(JOINER).end('SIGKILL');
  scene.say(`${JOINER} is killed before it could join`);
  for (const door of doors) door.release();
  await scene.until(`its queue holds the ${ANALYSERS.length} results`, async () => {
    const { ready } = await scene.queue(JOINERS_QUEUE);
    return ready >= ANALYSERS.length || `it holds ${ready}`;
  });
  return id;
}
