import { rules } from './caption-rules.js';
import type { Captions, Cue } from './cues.js';

/** Captions as WebVTT (W3C), the form that browsers show. Markup in the text is shown, not obeyed. */
export const toWebVtt = ({ cues }: Captions): string =>
  ['WEBVTT', ...cues.map((cue, i) => `${i + 1}\n${span(cue, '.')}\n${cue.lines.map(escapeVtt).join('\n')}`)].join('\n\n') + '\n';

/** Captions as SubRip. It knows no escaping, so what a player could read as markup is written with look-alikes. */
export const toSubRip = ({ cues }: Captions): string =>
  cues.map((cue, i) => `${i + 1}\n${span(cue, ',')}\n${cue.lines.map(disarm).join('\n')}\n`).join('\n');

/** Captions as Advanced SubStation, to be drawn into a picture of this size. */
export function toSubStation(
  { cues, language }: Captions,
  { width, height }: { width: number; height: number },
  columns = rules.columns,
): string {
  // Half an em is a Latin letter's average width: the longest line fills at most nine tenths of the picture.
  const font = fontFor(cues.flatMap(({ lines }) => lines).join(''), language);
  const scale = Object.entries(rules.fontScale).find(([name]) => font.startsWith(name))?.[1] ?? 1;
  const size = Math.round(scale * Math.min(Math.min(width, height) * 0.056, (width * 0.9) / (columns * 0.5)));
  const outline = Math.max(1, size / 16).toFixed(1);
  const style = [
    'Default',
    font,
    size,
    '&H00FFFFFF',
    '&H00FFFFFF',
    '&H50000000',
    '&H90000000',
    0,
    0,
    0,
    0,
    100,
    100,
    0,
    0,
    1,
    outline,
    (size / 30).toFixed(1),
    2,
    Math.round(width * 0.05),
    Math.round(width * 0.05),
    Math.round(height * 0.06),
    // -1: the direction of a line comes from its first letter, as in WebVTT.
    -1,
  ];
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${width}`,
    `PlayResY: ${height}`,
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    `Style: ${style.join(',')}`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...cues.map(
      (cue) =>
        `Dialogue: 0,${centiseconds(cue.startSeconds)},${centiseconds(cue.endSeconds)},Default,,0,0,0,,${cue.lines.map(disarm).join('\\N')}`,
    ),
    '',
  ].join('\n');
}

/** The font of a text: by its commonest script, and for Chinese characters by the language's own shapes of them. */
export function fontFor(text: string, language: string): string {
  const counted = SCRIPTS.map((script) => ({ script, count: text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0 }));
  const { script, count } = counted.reduce((a, b) => (b.count > a.count ? b : a));
  if (count === 0) return rules.fonts.default;
  return (
    rules.fonts[`${script}-${language}`] ?? rules.fonts[`${script}-${language.split('-')[0]}`] ?? rules.fonts[script] ?? rules.fonts.default
  );
}

/** ISO 15924 codes that the rules name a font for, and Latin, so that a text with one foreign word keeps its font. */
const SCRIPTS = ['Latn', ...Object.keys(rules.fonts).filter((key) => /^[A-Z][a-z]{3}$/.test(key))];

const escapeVtt = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const LOOK_ALIKES: Record<string, string> = { '{': '｛', '}': '｝', '\\': '＼', '<': '‹', '>': '›' };
const disarm = (line: string) => line.replaceAll('-->', '→').replace(/[{}\\<>]/g, (mark) => LOOK_ALIKES[mark]!);

const span = (cue: Cue, point: string) => `${clock(cue.startSeconds, point)} --> ${clock(cue.endSeconds, point)}`;

function clock(seconds: number, point: string): string {
  const ms = Math.round(seconds * 1000);
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${point}${String(ms % 1000).padStart(3, '0')}`;
}

function centiseconds(seconds: number): string {
  const cs = Math.round(seconds * 100);
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${Math.floor(cs / 360_000)}:${two((cs / 6000) % 60)}:${two((cs / 100) % 60)}.${two(cs % 100)}`;
}
