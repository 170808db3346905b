import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Annotations = z.object({
  annotations: z.object({
    annotations: z
      .record(z.string(), z.object({ default: z.array(z.string()).default([]), tts: z.array(z.string()).optional() }))
      .default({}),
  }),
});

/** What the Unicode CLDR says of one emoji in one language. */
export interface Annotation {
  emoji: string;
  /** Its short name. */
  name: string;
  keywords: string[];
}

const root = join(dirname(createRequire(import.meta.url).resolve('cldr-annotations-full/package.json')), 'annotations');

/** Tags under which CLDR files another code, or the script that it takes as a matter of course. */
const FILED_AS: Record<string, string> = {
  nb: 'no',
  tl: 'fil',
  iw: 'he',
  'zh-Hans': 'zh',
  'zh-TW': 'zh-Hant',
  'zh-HK': 'zh-Hant-HK',
  'sr-Cyrl': 'sr',
  in: 'id',
};

/** The CLDR locale that serves a language tag: the most special one that exists; undefined where there is none. */
export const annotationLocale = (language: string): string | undefined => lineage(language).at(-1);

/** Names and keywords of all emoji in a CLDR locale. Regional files tell only what differs from their parent's. */
export function annotationsOf(locale: string): Annotation[] {
  const annotations = Object.assign({}, ...lineage(locale).map(read)) as ReturnType<typeof read>;
  return Object.entries(annotations).flatMap(([emoji, { default: keywords, tts }]) =>
    tts?.[0] === undefined ? [] : [{ emoji, name: tts[0], keywords }],
  );
}

/** From the language to its script and region: `es`, `es-419`. */
function lineage(language: string): string[] {
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(language) || language.startsWith('und')) return [];
  const parts = language.split('-');
  const tags = parts.map((_, last) => parts.slice(0, last + 1).join('-')).map((tag) => FILED_AS[tag] ?? tag);
  return [...new Set(tags)].filter((tag) => existsSync(join(root, tag, 'annotations.json')));
}

const read = (locale: string) =>
  Annotations.parse(JSON.parse(readFileSync(join(root, locale, 'annotations.json'), 'utf8'))).annotations.annotations;
