import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const codes = loadJson(import.meta.url, './iso639.json', z.record(z.string().length(2), z.string().length(3)));

/** The ISO 639-2/T code that an MP4 track is labelled with. Languages of three letters keep them; the unknown is `und`. */
export function trackLanguage(language: string): string {
  const base = language.split('-')[0]!.toLowerCase();
  return base.length === 3 ? base : (codes[base] ?? 'und');
}
