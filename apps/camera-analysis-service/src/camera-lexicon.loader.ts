import { Camera, CameraAngle, CameraMovement, ShotSize } from '@polyreel/contracts';
import { PhraseBook } from '@polyreel/film-grammar';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

/** A movement whose side the text leaves open: the screen direction decides. */
export const OpenMovement = z.enum([...CameraMovement.options, 'pan_any', 'truck_any']);
export type OpenMovement = z.infer<typeof OpenMovement>;

const Cue = z.strictObject({
  /** A regular expression; {NAME} stands for a macro. */
  pattern: z.string().min(1),
  size: ShotSize.optional(),
  angle: CameraAngle.optional(),
  movement: OpenMovement.optional(),
});
const Cues = z.strictObject({ macros: z.record(z.string(), z.string()), cues: z.array(Cue).min(1) });

const { macros, cues } = loadJson(import.meta.url, './lexicon/camera-cues.json', Cues);

const expanded = (pattern: string): string =>
  pattern.replace(/\{([A-Z]+)\}/g, (_, name: string) => {
    const macro = macros[name];
    if (macro === undefined) throw new Error(`camera-cues.json has no macro ${name}`);
    return macro;
  });

/** How English asks for a camera. */
export const cameraCues = cues.map(({ pattern, ...meaning }) => ({ pattern: new RegExp(expanded(pattern), 'giu'), ...meaning }));

/** Everyday phrases that hold a word of the camera: a pan on the stove, a video call, a crane that flies. */
export const notCamera = loadJson(import.meta.url, './lexicon/not-camera.json', z.array(z.string().min(1))).map(
  (pattern) => new RegExp(pattern, 'giu'),
);

const content = loadJson(import.meta.url, './lexicon/content-words.json', z.record(z.string(), z.array(z.string().min(1))));
const classesOf = new Map<string, string[]>();
for (const [name, words] of Object.entries(content)) for (const word of words) classesOf.set(word, [...(classesOf.get(word) ?? []), name]);
/** What a sentence shows, as far as the choice of a camera depends on it. */
export const contentWords = new PhraseBook<string[]>(classesOf);

const contentClass = z.string().refine((name) => name in content, 'is not a class of content-words.json');
const View = Camera.omit({ stated: true }).extend({ movement: OpenMovement });
export type View = z.infer<typeof View>;

const Rule = z.strictObject({
  name: z.string(),
  when: z.strictObject({
    position: z.enum(['first', 'last']).optional(),
    all: z.array(contentClass).optional(),
    any: z.array(contentClass).optional(),
    none: z.array(contentClass).optional(),
  }),
  /** In order of preference; the next one serves when the first would repeat what was just seen. */
  views: z.array(View).min(1),
});
export type CameraRule = z.infer<typeof Rule>;

/** How a camera is chosen where the text asks for none; the first rule that fits decides, the last one always fits. */
export const cameraRules = loadJson(import.meta.url, './grammar/camera-rules.json', z.array(Rule).min(1));
