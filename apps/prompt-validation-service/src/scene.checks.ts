import type { ShotPrompt } from '@polyreel/contracts';
import { placePhrase, sentence, viewPhrase } from '@polyreel/film-grammar';
import { error, type PromptCheck, repaired, rewrite, warning } from './prompt-check.port.js';
import { contradictions, impossibleWeather } from './rubric.loader.js';

/** Rain under water: the setting itself is wrong, and with it every sentence made of it. */
export const impossibleWeatherThere: PromptCheck = (prompt) => {
  const { setting } = prompt.shot;
  if (!impossibleWeather[setting.scenery]?.includes(setting.weather)) return { prompt, findings: [] };
  const shot = { ...prompt.shot, setting: { ...setting, weather: 'clear' as const } };
  const [wrong, right] = [placePhrase(prompt.shot), placePhrase(shot)];
  const put = (text: string) => text.replaceAll(wrong, right);
  return {
    prompt: { ...prompt, shot, imagePrompt: put(prompt.imagePrompt), videoPrompt: put(prompt.videoPrompt) },
    findings: [
      repaired(
        'impossible_weather',
        `there is no ${setting.weather} ${setting.scenery === 'underwater' ? 'under water' : `in a ${setting.scenery} scene`}: it is clear there`,
      ),
    ],
  };
};

/** Words against the moment or the place of the shot: noon sun at night, dust under water. The setting wins. */
export const contradictoryWords: PromptCheck = (prompt) => {
  const { timeOfDay, weather, scenery } = prompt.shot.setting;
  return contradictions
    .filter(
      ({ when }) =>
        (when.timeOfDay?.includes(timeOfDay) ?? true) &&
        (when.weather?.includes(weather) ?? true) &&
        (when.scenery?.includes(scenery) ?? true),
    )
    .reduce<ReturnType<PromptCheck>>(
      (so, { code, words }) => {
        const pairs = Object.entries(words).map(([wrong, right]) => [new RegExp(String.raw`\b${wrong}\b`, 'gi'), right] as const);
        const change = (text: string, field: string) =>
          field === 'negativePrompt'
            ? text
            : pairs.reduce((rest, [wrong, right]) => rest.replace(wrong, (found) => likeCase(found, right)), text);
        const next = rewrite(so.prompt, change, repaired(code, 'words against the setting of the shot were put right'));
        return { prompt: next.prompt, findings: [...so.findings, ...next.findings] };
      },
      { prompt, findings: [] },
    );
};

const likeCase = (found: string, right: string) => (/^\p{Lu}/u.test(found) ? `${right[0]!.toUpperCase()}${right.slice(1)}` : right);

const hasWords = (text: string) => /\p{L}{2}/u.test(text);

/** A shot of nobody: the place becomes the subject; where even words are missing nothing can be drawn. */
export const missingSubject: PromptCheck = (prompt) => {
  const { shot } = prompt;
  if (shot.entities.length > 0) return { prompt, findings: [] };
  if (!hasWords(shot.text) && !shot.setting.stated)
    return { prompt, findings: [error('missing_subject', 'neither a figure nor a place nor a word is told')] };
  if (!shot.setting.stated)
    return { prompt, findings: [warning('missing_subject', 'nobody and nothing is named: the generator has only the words of the text')] };
  const place = sentence(`${viewPhrase(shot.camera)} ${placePhrase(shot)}`);
  return withPlace(prompt, place);
};

function withPlace(prompt: ShotPrompt, place: string): ReturnType<PromptCheck> {
  const started = (text: string) => (text.includes(place.slice(0, -1)) ? text : `${place} ${text}`);
  const finding = repaired('missing_subject', 'nobody is named: the place itself is the subject');
  return { prompt: { ...prompt, imagePrompt: started(prompt.imagePrompt), videoPrompt: started(prompt.videoPrompt) }, findings: [finding] };
}
