import { readFileSync } from 'node:fs';
import { MoodLabel, Season, TimeOfDay, Weather, type Mood, type Setting } from '@polyreel/contracts';
import { z } from 'zod';
import { clamp, mix, multiply, rgb, saturate, shade, type Rgb } from './colour.js';

const Hex = z.string().regex(/^#[0-9a-f]{6}$/);
const Orb = z.object({ height: z.number(), x: z.number(), radius: z.number(), colour: Hex, halo: Hex, reach: z.number() });
const Grade = z.object({ saturation: z.number(), warmth: z.number(), brightness: z.number(), vignette: z.number() });
const Palettes = z.object({
  times: z.record(
    TimeOfDay,
    z.object({
      /** From the zenith down to the horizon. */
      sky: z.tuple([Hex, Hex, Hex, Hex]),
      /** What the nearest and the farthest ground tend to; `mono` says how strongly. */
      near: Hex,
      far: Hex,
      light: Hex,
      ambient: Hex,
      mono: z.number(),
      lamps: z.number(),
      stars: z.number(),
      sun: Orb.optional(),
      moon: Orb.optional(),
    }),
  ),
  weathers: z.record(Weather, z.object({ veil: Hex, share: z.number(), clouds: z.number(), haze: z.number(), sun: z.number() })),
  moods: z.record(MoodLabel, Grade),
  seasons: z.record(Season, z.object({ grass: Hex, leaf: Hex, leafAccent: Hex, accentShare: z.number(), snow: z.number() })),
  styles: z.record(z.string(), Grade.partial().extend({ contrast: z.number().optional() })),
});

const palettes = Palettes.parse(JSON.parse(readFileSync(new URL('./palettes.json', import.meta.url), 'utf8')));

/** All the light of a shot: what colours things take, near and far. */
export interface Palette {
  sky: Rgb[];
  near: Rgb;
  far: Rgb;
  light: Rgb;
  ambient: Rgb;
  haze: Rgb;
  hazeShare: number;
  mono: number;
  /** 0 to 1: how much lamps and windows shine. */
  lamps: number;
  stars: number;
  clouds: number;
  sunShare: number;
  orb: (z.infer<typeof Orb> & { moon: boolean }) | undefined;
  grass: Rgb;
  leaf: Rgb;
  leafAccent: Rgb;
  accentShare: number;
  /** 0 to 1: how much snow lies. */
  snow: number;
  saturation: number;
  vignette: number;
  /** The grade of mood and style on any colour. */
  grade(colour: Rgb): Rgb;
  /** A thing's own colour as it looks at a depth: 0 at the camera, 1 at the horizon. */
  lit(local: Rgb | string, distance: number): Rgb;
}

const styleOf = (name: string | undefined) => {
  const wanted = name?.toLowerCase() ?? '';
  return Object.entries(palettes.styles).find(([style]) => wanted.includes(style))?.[1] ?? {};
};

/** What is overhead: the sky, a ceiling with lamps, rock or empty space, or water. */
export type Roof = 'open' | 'indoor' | 'dark' | 'wet';

type Time = z.infer<typeof Palettes>['times'][keyof z.infer<typeof Palettes>['times']];

/** Lamps, starlight and water change what light falls on the figures, not what the sky looks like. */
function under(roof: Roof, time: Time): Time {
  const towards = (hex: string, goal: Rgb, share: number) =>
    `#${mix(rgb(hex), goal, share)
      .map((v) => Math.round(v).toString(16).padStart(2, '0'))
      .join('')}`;
  switch (roof) {
    case 'open':
      return time;
    case 'indoor':
      return {
        ...time,
        ambient: towards(time.ambient, [255, 232, 204], 0.35 + 0.4 * time.lamps),
        light: towards(time.light, [255, 214, 150], 0.6 * time.lamps),
        mono: time.mono * 0.3,
      };
    case 'dark':
      return { ...time, ambient: towards(time.ambient, [240, 238, 255], 0.62), mono: time.mono * 0.55 };
    case 'wet':
      return {
        ...time,
        ambient: towards(time.ambient, [205, 232, 250], 0.6),
        light: towards(time.light, [200, 240, 255], 0.8),
        near: towards(time.near, [18, 80, 130], 0.8),
        far: towards(time.far, [40, 150, 200], 0.8),
        mono: Math.min(0.3, time.mono * 0.6),
      };
  }
}

/** The palette of a setting and mood, in a style if its name is known. */
export function paletteOf(setting: Setting, mood: Mood, style?: string, roof: Roof = 'open'): Palette {
  const time = under(roof, palettes.times[setting.timeOfDay]);
  const weather = palettes.weathers[roof === 'open' ? setting.weather : 'clear'];
  const season = palettes.seasons[setting.season ?? (setting.weather === 'snow' ? 'winter' : 'summer')];
  const feel = palettes.moods[mood.label];
  const taste = styleOf(style);
  const saturation = feel.saturation * (taste.saturation ?? 1) * (1 - weather.share * 0.35);
  const warmth = feel.warmth + (taste.warmth ?? 0);
  const brightness = feel.brightness * (taste.brightness ?? 1);
  const grade = (colour: Rgb): Rgb => {
    const toned = saturate(colour, saturation);
    const warm: Rgb = [toned[0] * (1 + warmth), toned[1] * (1 + warmth * 0.15), toned[2] * (1 - warmth)];
    const lit = shade(warm, brightness);
    const contrast = taste.contrast ?? 0;
    const part = (v: number) => clamp(128 + (v - 128) * (1 + contrast), 0, 255);
    return [part(lit[0]), part(lit[1]), part(lit[2])];
  };
  const dark = mix(rgb(time.near), rgb(time.sky[0]), 0.2);
  const night = time.stars > 0.4;
  const veil =
    night || time.lamps > 0.6
      ? mix(multiply(rgb(weather.veil), rgb(time.ambient)), rgb(time.sky[1]), 0.45)
      : mix(rgb(weather.veil), rgb(time.sky[2]), 0.15);
  const sky = time.sky.map((stop, i) => grade(mix(rgb(stop), shade(veil, 0.86 + i * 0.06), weather.share)));
  const ambient = grade(mix(rgb(time.ambient), multiply(rgb(time.ambient), shade(veil, 1.1)), weather.share * 0.6));
  const near = mix(rgb(time.near), dark, 0.3);
  const far = mix(rgb(time.far), veil, weather.share * 0.8);
  const haze = mix(far, rgb(time.sky[3]), night ? 0.1 : 0.35);
  const mono = clamp(time.mono + weather.share * 0.25, 0, 0.8);
  return {
    sky,
    near,
    far,
    light: grade(rgb(time.light)),
    ambient,
    haze: grade(haze),
    hazeShare: weather.haze,
    mono,
    lamps: Math.max(time.lamps, weather.share > 0.55 ? 0.6 : 0),
    stars: time.stars * (1 - clamp(weather.share * 1.5)),
    clouds: weather.clouds,
    sunShare: weather.sun,
    orb: time.sun ? { ...time.sun, moon: false } : time.moon ? { ...time.moon, moon: true } : undefined,
    grass: rgb(season.grass),
    leaf: rgb(season.leaf),
    leafAccent: rgb(season.leafAccent),
    accentShare: season.accentShare,
    snow: Math.max(season.snow, setting.weather === 'snow' ? 1 : 0),
    saturation,
    vignette: clamp(feel.vignette + (taste.vignette ?? 0), 0, 0.7),
    grade,
    lit: (local, distance) => {
      const own = multiply(typeof local === 'string' ? rgb(local) : local, rgb(time.ambient));
      const tone = mix(near, far, clamp(distance));
      const toned = mix(own, tone, mono * (0.75 + distance * 0.25));
      return grade(
        mix(toned, haze, clamp(distance * distance * (night ? 0.55 : 0.75) + weather.haze * distance * 0.9 + weather.haze * 0.18)),
      );
    },
  };
}
