import { createCanvas } from '@napi-rs/canvas';
import type { Shot } from '@polyreel/contracts';
import { css, mix } from './light/colour.js';
import { paletteOf } from './light/palette.js';
import type { Look } from './look.js';
import type { Ink } from './scenery/place.js';

const FONTS =
  '"Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Thai", "Noto Sans Khmer", "Noto Sans CJK SC", "Noto Color Emoji", sans-serif';
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const MAX_CHARACTERS = 320;

/** Breaks a text into lines no wider than `width` by the words of its own language, and inside a word only where it must. */
function breakLines(ink: Ink, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const add = (piece: string) => {
    if (line !== '' && ink.measureText((line + piece).trimEnd()).width > width) {
      lines.push(line.trim());
      line = piece.trimStart();
    } else line += piece;
  };
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (ink.measureText(segment).width <= width) add(segment);
    else for (const { segment: letter } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(segment)) add(letter);
  }
  if (line.trim() !== '') lines.push(line.trim());
  return lines;
}

/** Sets up a card that honestly shows a shot's words, in the colours of its mood and hour, where no picture could be made. */
export function setCard(shot: Shot, look: Look): { paint(ink: Ink, seconds: number): void } {
  const { width, height } = look;
  const palette = paletteOf(shot.setting, shot.mood, look.style);
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const gradient = ink.createLinearGradient(0, 0, width * 0.3, height);
  palette.sky.forEach((stop, i) => gradient.addColorStop(i / 3, css(mix(stop, [10, 10, 24], 0.62))));
  ink.fillStyle = gradient;
  ink.fillRect(0, 0, width, height);
  const text = (shot.originalText || shot.text).replace(/\s+/g, ' ').trim().slice(0, MAX_CHARACTERS);
  const rightToLeft = RIGHT_TO_LEFT.test(text);
  ink.direction = rightToLeft ? 'rtl' : 'ltr';
  ink.textAlign = 'center';
  ink.textBaseline = 'middle';
  const room = width * 0.8;
  let size = Math.round(Math.min(width, height) * 0.085);
  let lines: string[] = [];
  for (; size > 10; size = Math.floor(size * 0.9)) {
    ink.font = `600 ${size}px ${FONTS}`;
    lines = breakLines(ink, text, room);
    if (lines.length * size * 1.5 <= height * 0.7) break;
  }
  const top = height / 2 - ((lines.length - 1) * size * 1.5) / 2;
  const accent = css(mix(palette.light, [255, 255, 255], 0.2), 0.9);
  ink.fillStyle = accent;
  for (const y of [top - size * 1.5, top + (lines.length - 1) * size * 1.5 + size * 1.5])
    ink.fillRect(width / 2 - width * 0.06, y, width * 0.12, Math.max(2, height * 0.004));
  ink.fillStyle = '#f7f4ec';
  lines.forEach((line, i) => ink.fillText(line, width / 2, top + i * size * 1.5));
  return {
    paint: (frame, seconds) => {
      // A slow push in, so that the film does not look frozen.
      const zoom = 1 + 0.035 * (seconds / shot.durationSeconds);
      frame.setTransform(zoom, 0, 0, zoom, (width * (1 - zoom)) / 2, (height * (1 - zoom)) / 2);
      frame.drawImage(canvas, 0, 0);
      frame.setTransform(1, 0, 0, 1, 0, 0);
    },
  };
}
