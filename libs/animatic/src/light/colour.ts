/** Colour arithmetic in plain sRGB, which is what storyboard inks look right in. */
export type Rgb = readonly [red: number, green: number, blue: number];

export const clamp = (value: number, low = 0, high = 1) => Math.min(high, Math.max(low, value));

/** `#rrggbb` as three numbers 0 to 255. */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export const css = ([r, g, b]: Rgb, alpha = 1) =>
  `rgba(${Math.round(r)},${Math.round(g)},${Math.round(b)},${Math.round(alpha * 1000) / 1000})`;

export const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

export const multiply = (a: Rgb, b: Rgb): Rgb => [(a[0] * b[0]) / 255, (a[1] * b[1]) / 255, (a[2] * b[2]) / 255];

/** Lighter (above 1) or darker (below 1). */
export const shade = (colour: Rgb, factor: number): Rgb =>
  factor <= 1 ? [colour[0] * factor, colour[1] * factor, colour[2] * factor] : mix(colour, [255, 255, 255], clamp(factor - 1));

export const luma = ([r, g, b]: Rgb) => (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;

export const saturate = (colour: Rgb, factor: number): Rgb => {
  const grey = luma(colour) * 255;
  const part = (v: number) => clamp(grey + (v - grey) * factor, 0, 255);
  return [part(colour[0]), part(colour[1]), part(colour[2])];
};

/** Hue 0 to 360, saturation and lightness 0 to 1. */
export function toHsl(r: number, g: number, b: number): [hue: number, saturation: number, lightness: number] {
  const max = Math.max(r, g, b) / 255;
  const min = Math.min(r, g, b) / 255;
  const lightness = (max + min) / 2;
  const chroma = max - min;
  if (chroma < 1e-6) return [0, 0, lightness];
  const saturation = chroma / (1 - Math.abs(2 * lightness - 1));
  const sixth =
    max === r / 255 ? ((g - b) / 255 / chroma + 6) % 6 : max === g / 255 ? (b - r) / 255 / chroma + 2 : (r - g) / 255 / chroma + 4;
  return [sixth * 60, Math.min(1, saturation), lightness];
}

export function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const a = saturation * Math.min(lightness, 1 - lightness);
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    return 255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [part(0), part(8), part(4)];
}
