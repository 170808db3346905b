import type { z } from 'zod';

type Json = z.infer<ReturnType<typeof z.json>>;

/** What a template may ask for. `still` is whatever the provider calls the picture that was uploaded; unset where there is none. */
export interface TemplateValues {
  prompt: string;
  negativePrompt: string;
  seed: number;
  aspectRatio: string;
  resolution: string;
  width: number;
  height: number;
  seconds: number;
  framesPerSecond: number;
  frames: number;
  still?: string;
}

const NAMES: readonly string[] = [
  'prompt',
  'negativePrompt',
  'seed',
  'aspectRatio',
  'resolution',
  'width',
  'height',
  'seconds',
  'framesPerSecond',
  'frames',
  'still',
] satisfies (keyof TemplateValues)[];

const WHOLE = /^\{\{(\w+)\}\}$/;
const INSIDE = /\{\{(\w+)\}\}/g;

/**
 * Fills the placeholders of what a provider is sent. `"{{seed}}"` alone becomes the value in its own type, and its property is left out
 * where there is no value; inside a text it becomes words.
 */
export function filled(template: Json, values: TemplateValues): Json {
  const fill = (part: Json): Json | undefined => {
    if (typeof part === 'string') {
      const [, name] = WHOLE.exec(part) ?? [];
      return name
        ? values[name as keyof TemplateValues]
        : part.replace(INSIDE, (_, inner: string) => String(values[inner as keyof TemplateValues] ?? ''));
    }
    if (Array.isArray(part)) return part.map((one) => fill(one) ?? null);
    if (typeof part !== 'object' || part === null) return part;
    const entries = Object.entries(part).map(([key, value]) => [key, fill(value)] as const);
    return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  };
  return fill(template) ?? null;
}

/** The placeholders of a template that nothing will fill: a template that has any does not start. */
export function unknownPlaceholders(template: Json): string[] {
  const found = [...JSON.stringify(template).matchAll(INSIDE)].map(([, name]) => name!);
  return [...new Set(found)].filter((name) => !NAMES.includes(name));
}

export const asks = (template: Json, name: keyof TemplateValues): boolean => JSON.stringify(template).includes(`{{${name}}}`);
