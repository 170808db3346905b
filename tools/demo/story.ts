import type { Entity, Shot } from '@polyreel/contracts';
import type { Findings } from './findings.view.js';

const percent = (value: number) => `${Math.round(value * 100)} %`;
const words = (name: string) => name.replaceAll('_', ' ');
const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** What each stage found, one part per stage, in the order of the stages. A part appears once its stage has spoken. */
export function story(view: Findings): string[] {
  return [languageLine(view), translationLine(view), moodLine(view), shotLines(view)].filter((part) => part !== undefined);
}

function languageLine({ language }: Findings): string | undefined {
  if (!language) return undefined;
  const { code, confidence, reliable, engine } = language;
  const name = code === 'und' ? 'not known' : `${languageNames.of(code)} (${code})`;
  return `Language     ${name}, ${percent(confidence)} sure${reliable === false ? ', not reliable' : ''}${engine ? `, by ${engine}` : ''}`;
}

function translationLine({ translation }: Findings): string | undefined {
  if (!translation) return undefined;
  if (translation.engine === 'none') return 'Translation  not needed';
  return `Translation  “${shortened(translation.text, 300)}”, by ${translation.engine}, ${percent(translation.confidence)} sure`;
}

function moodLine({ mood }: Findings): string | undefined {
  return mood ? `Mood         ${mood.label} (valence ${mood.valence.toFixed(1)}, energy ${mood.energy.toFixed(1)})` : undefined;
}

function shotLines({ shots }: Findings): string | undefined {
  if (shots.length === 0) return undefined;
  return [`Shots        ${shots.length}`, ...shots.map(shotLine)].join('\n');
}

function shotLine({ index, startSeconds, durationSeconds, setting, mood, camera, entities, originalText }: Shot): string {
  const time = `${startSeconds.toFixed(1)}–${(startSeconds + durationSeconds).toFixed(1)} s`;
  const place = [setting.scenery, setting.timeOfDay, setting.season, setting.weather === 'clear' ? undefined : setting.weather]
    .filter(Boolean)
    .map((word) => words(word!));
  const view = `${words(camera.size)}, ${words(camera.angle)}, ${words(camera.movement)}${camera.stated ? ' as you asked' : ''}`;
  const shown = entities.filter(({ kind }) => kind !== 'location').map(entityWords);
  return [
    `  ${index + 1}. ${time}  “${shortened(originalText, 100)}”`,
    `     shows   ${shown.join(', ') || 'the place alone'}`,
    `     place   ${place.join(', ')}; mood ${mood.label}`,
    `     camera  ${view}`,
  ].join('\n');
}

function entityWords({ concept, label, emoji, attributes: { count, colour, size, action } }: Entity): string {
  const described = [count > 1 ? `${count}×` : '', size === 'normal' ? '' : size, colour, concept].filter(Boolean).join(' ');
  const named = label.toLowerCase() === concept ? '' : ` (${label})`;
  return `${emoji ? `${emoji} ` : ''}${described}${named}${action ? ` · ${action}` : ''}`;
}

const shortened = (text: string, length: number) => ([...text].length > length ? `${[...text].slice(0, length - 1).join('')}…` : text);
