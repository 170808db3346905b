import { createCanvas } from '@napi-rs/canvas';
import { css, mix } from '../light/colour.js';
import { randomFrom } from '../random.js';
import { below, distanceOf, leftOf, num, rightOf, str, type StillPainter } from './place.js';

/** Set dressing from the illustration set, in the light of the scene: `items` is a list of `emoji@x:height` with x in frame widths. */
export const props: StillPainter = (ink, place, strokes) => {
  const distance = distanceOf(strokes.depth);
  const line = below(place, num(strokes.top, 0.1));
  for (const item of strokes.items as string[]) {
    const [emoji = '', where = '0.5', size = '120', up = '0'] = item.split(/[@:]/);
    if (place.dressed.has(emoji)) continue;
    stamp(emoji, place.width * Number(where), line - Number(up), Number(size));
  }
  function stamp(emoji: string, x: number, y: number, h: number) {
    const picture = place.illustration(emoji, h * place.scale);
    if (!picture) return;
    const toned = createCanvas(picture.width, picture.height);
    const brush = toned.getContext('2d');
    brush.drawImage(picture, 0, 0);
    brush.globalCompositeOperation = 'multiply';
    brush.fillStyle = css(mix(place.palette.ambient, [255, 255, 255], 0.1));
    brush.fillRect(0, 0, toned.width, toned.height);
    brush.globalCompositeOperation = 'source-over';
    brush.fillStyle = css(place.palette.lit('#808080', distance), Math.min(0.75, 0.1 + distance * 0.5 + place.palette.mono * 0.35));
    brush.fillRect(0, 0, toned.width, toned.height);
    brush.globalCompositeOperation = 'destination-in';
    brush.drawImage(picture, 0, 0);
    ink.drawImage(toned, x - h / 2, y - h, h, h);
  }
};

/** The same illustrations strewn along a line. */
export const strewn: StillPainter = (ink, place, strokes) => {
  const random = randomFrom(place.seed + strokes.seed * 11);
  const kinds = str(strokes.kinds, '🪨').split(' ');
  const items: string[] = [];
  for (let x = leftOf(place) / place.width; x < rightOf(place) / place.width; x += num(strokes.gap, 0.2) * (0.5 + random())) {
    if (Math.abs(x - 0.5) < num(strokes.clear, 0)) continue;
    items.push(
      `${kinds[Math.floor(random() * kinds.length)] ?? '🪨'}@${x}:${num(strokes.size, 80) * (0.7 + random() * 0.6)}:${-random() * num(strokes.spread, 20)}`,
    );
  }
  props(ink, place, { ...strokes, items });
};
