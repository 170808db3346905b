import type { VoiceView } from '@polyreel/http-api';

const percent = (share: number) => `${Math.round(share * 100)} %`;
const seconds = (count: number) => `${count.toFixed(1)} s`;
const names = new Intl.DisplayNames(['en'], { type: 'language' });
const named = (code: string) => (code === 'und' ? 'not known' : `${names.of(code)} (${code})`);

/** What a recording is and what was heard in it, a line each; a line appears once it is known. */
export function heard({ recording, preparation, transcript, language }: VoiceView): string[] {
  const { format, codec, durationSeconds, sampleRate, channels } = recording;
  const lines = [`Recording    ${format} (${codec}), ${seconds(durationSeconds)}, ${sampleRate} Hz, ${channels} channel(s)`];
  if (preparation) {
    lines.push(`Prepared     ${seconds(preparation.durationSeconds)} to listen to`);
    for (const { step, applied, detail } of preparation.steps)
      lines.push(`  ${applied ? '✓' : '–'} ${step.replaceAll('_', ' ').padEnd(16)} ${detail}`);
  }
  if (transcript) {
    const { text, engine, confidence, words } = transcript;
    lines.push(`Heard        “${text}”`, `             by ${engine}, ${percent(confidence)} sure, ${words.length} words with their times`);
  }
  if (language) {
    const opinions = language.opinions.map(({ by, code, confidence }) => `${by}: ${code} ${percent(confidence)}`).join('; ');
    const disagree = language.agreed ? '' : ', not all agree';
    lines.push(`Language     ${named(language.code)}, ${percent(language.confidence)} sure${disagree} (${opinions})`);
  }
  return lines;
}
