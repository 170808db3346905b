import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface IconSet {
  icons: Record<string, { body: string }>;
  aliases?: Record<string, { parent: string }>;
}

const require = createRequire(import.meta.url);
let icons: IconSet | undefined;
let names: Record<string, string> | undefined;

const readJson = <T>(path: string) => JSON.parse(readFileSync(require.resolve(path), 'utf8')) as T;

/** The code points of an emoji as the set names them: lower-case hex joined by dashes, without variation selectors. */
const codePoints = (emoji: string) =>
  [...emoji].map((c) => (c.codePointAt(0) ?? 0).toString(16)).filter((c) => c !== 'fe0f' && c !== 'fe0e');

/** The name of the illustration for an emoji; falls back from a skin tone or gender variant to the plain figure. */
export function illustrationName(emoji: string): string | undefined {
  names ??= readJson<Record<string, string>>('@iconify-json/noto/chars.json');
  const points = codePoints(emoji);
  const plain = points.filter((p) => !/^1f3f[b-f]$/.test(p));
  for (const candidate of [points, plain, plain.slice(0, 1)]) {
    const name = names[candidate.join('-')];
    if (name) return name;
  }
  return undefined;
}

/** The SVG (128 by 128) of an emoji from the open Noto set (Apache-2.0); undefined where the set has none. */
export function illustrationSvg(emoji: string): string | undefined {
  const name = illustrationName(emoji);
  if (!name) return undefined;
  icons ??= readJson<IconSet>('@iconify-json/noto/icons.json');
  const body = (icons.icons[name] ?? icons.icons[icons.aliases?.[name]?.parent ?? ''])?.body;
  return body && `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 128 128">${body}</svg>`;
}
