import type { Shot } from '@polyreel/contracts';
import { isOrb, type Place } from '../scenery/place.js';
import type { Figure } from './figure.js';

/** Where water figures float. */
export const waterLine = (place: Place, shot: Shot) =>
  shot.setting.scenery === 'beach' ? place.horizon + 0.24 * (1000 - place.horizon) : place.horizon + 0.52 * (1000 - place.horizon);

/** Buildings stand at the back. */
export function placeSetPieces(pieces: Figure[], place: Place, side: number) {
  const total = pieces.reduce((sum, p) => sum + p.width, 0);
  const squeeze = Math.min(1, (place.width * 0.94) / Math.max(1, total));
  // One building stands off the centre, more share the width.
  let x = pieces.length === 1 ? place.width * (0.5 - side * 0.14) - (total * squeeze) / 2 : (place.width - total * squeeze) / 2;
  pieces.forEach((piece, i) => {
    piece.height *= squeeze;
    piece.x = x + piece.width / 2;
    x += piece.width;
    piece.y = place.backLine + (i % 2) * 8;
    piece.order = i % 2;
  });
}

/** When the sun stands low. */
const LOW_SUN: ReadonlySet<string> = new Set(['dawn', 'sunset', 'dusk']);
/** Where it touches the horizon, which no hill hides. */
const FLAT: ReadonlySet<string> = new Set(['sea', 'beach', 'island', 'harbour']);

/** Lights of the sky hang above the horizon; the sun stands at it when it rises or sets. */
export function placeSky(lights: Figure[], place: Place, random: () => number, side: number) {
  lights.forEach((light, i) => {
    light.x =
      lights.length === 1
        ? place.width * (0.5 + side * 0.26)
        : place.width * (0.12 + (0.76 * (i + 0.5)) / lights.length + (random() - 0.5) * 0.05);
    light.y = Math.max(light.height + 40, Math.min(place.horizon * 0.5, 330) + (random() - 0.5) * 120);
    if (/^[☀🌞]/u.test(light.role.emoji) && LOW_SUN.has(place.setting.timeOfDay))
      light.y = place.horizon + (FLAT.has(place.setting.scenery) ? light.height * 0.2 : -40);
    if (light.role.emoji.startsWith('🌈')) [light.x, light.y] = [place.width * 0.5, place.horizon + 20];
    else if (place.pane && isOrb(light.role.emoji)) hangInWindow(light, place.pane);
    else findGap(light, place);
    light.order = -5;
  });
}

function hangInWindow(light: Figure, { x, y, size, depth }: NonNullable<Place['pane']>) {
  const height = Math.min(size, size / light.aspect);
  Object.assign(light, { x, y: y + height / 2, height, depth, plane: 'back' });
}

/** Of a light that is seen well so much may be hidden; one of which more than half is hidden is as good as not there. */
const [LITTLE, HALF] = [0.25, 0.5];

/** A light that hills, trees or houses would hide moves to the nearest gap, or the widest; where there is none, it stands before them. */
export function findGap(light: Figure, place: Place) {
  const radius = light.height / 2;
  const hidden = (x: number, y: number) => place.hidden(x, y - radius, radius);
  if (hidden(light.x, light.y) <= LITTLE) return;
  const top = light.height * 1.1;
  const spots = COLUMNS.flatMap((u) => ROWS.map((v) => ({ x: u * place.width, y: top + v * (light.y - top) }))).map((spot) => ({
    ...spot,
    hidden: hidden(spot.x, spot.y),
    away: Math.hypot(spot.x - light.x, spot.y - light.y),
  }));
  const gaps = spots.filter((spot) => spot.hidden <= LITTLE).sort((a, b) => a.away - b.away);
  const gap = gaps[0] ?? spots.filter((spot) => spot.hidden <= HALF).sort((a, b) => a.hidden - b.hidden)[0];
  if (gap) [light.x, light.y] = [gap.x, gap.y];
  else light.plane = 'back';
}

/** Where gaps are looked for: over the width of the picture, from its top down to where the light was put. */
const COLUMNS = Array.from({ length: 31 }, (_, i) => 0.12 + (0.76 * i) / 30);
const ROWS = Array.from({ length: 9 }, (_, i) => i / 8);

/** Flyers share the air. */
export function placeAir(flyers: Figure[], place: Place, random: () => number, side: number) {
  const top = 60;
  const bottom = Math.max(430, Math.min(place.horizon + 60, 690));
  const crowd = flyers.length > 1 ? Math.max(0.5, 1.15 - flyers.length * 0.05) : 1;
  flyers.forEach((flyer, i) => {
    flyer.height *= crowd;
    const column = flyers.length === 1 ? 0.5 + side * 0.08 : 0.14 + (0.72 * (i + 0.5)) / flyers.length;
    const row = flyers.length === 1 ? 0.42 : 0.2 + 0.6 * (((i * 0.618) % 1) * 0.8 + random() * 0.2);
    flyer.x = place.width * column;
    flyer.y = Math.max(top + flyer.height, top + (bottom - top) * row + flyer.height * 0.5);
    flyer.order = 20 + i;
  });
}

/** Figures that share a line: spread by their widths, in two or three rows when they are many. */
export function placeRow(row: Figure[], place: Place, line: number, random: () => number, side: number, narrow: number) {
  if (row.length === 0) return;
  const tallFirst = [...row].sort((a, b) => b.height - a.height);
  const rows = row.length > 10 ? 3 : row.length > 4 ? 2 : 1;
  for (let r = 0; r < rows; r += 1) {
    // The tall stand behind, the small in front; rows stand in each other's gaps.
    const members = tallFirst.filter((_, i) => Math.floor((i * rows) / row.length) === r).sort((a, b) => row.indexOf(a) - row.indexOf(b));
    const y = line + (r - (rows - 1) / 2) * 84 - (rows > 1 ? 10 : 0);
    const shrink = (rows > 1 ? 0.78 + r * 0.1 : 1) * (narrow < 0.75 && members.length > 1 ? 0.9 : 1);
    members.forEach((f) => {
      f.height *= shrink;
    });
    const total = members.reduce((sum, f) => sum + f.width * 1.12, 0);
    const squeeze = Math.min(1, (place.width * 0.92) / total);
    const gap = members.length > 1 ? Math.min(place.width * 0.16, (place.width * 0.86 - total * squeeze) / (members.length + 1)) : 0;
    let x =
      members.length === 1 && rows === 1
        ? place.width * (0.5 + side * 0.11) - (total * squeeze) / 2
        : (place.width - total * squeeze - gap * (members.length - 1)) / 2;
    if (rows > 1 && members.length * rows === row.length) x += (r % 2 === 0 ? -1 : 1) * Math.min(gap + 30, place.width * 0.06);
    members.forEach((figure, i) => {
      figure.height *= squeeze;
      figure.x = x + figure.width * 0.56;
      x += figure.width * 1.12 + gap;
      figure.y = y + (members.length > 1 ? (i % 2) * 26 + (random() - 0.5) * 10 : 0);
      figure.order = 40 + (figure.y - place.horizon) / 10;
    });
  }
}
