import { ConfigError, loadJson } from '@polyreel/service-kit';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** A model behind an OpenAI-compatible address. Data, not code: prices and names change faster than releases. */
const SpeechModel = z.object({
  /** `<provider>/<model>`. */
  id: z.string().regex(/^[a-z0-9-]+(\/[A-Za-z0-9._-]+)+$/),
  /** `verbose_json` has word times, the language and scores; some models give nothing but the text. */
  answer: z.enum(['verbose_json', 'json']),
  pricePerMinuteUsd: z.number().min(0),
  /** Shorter recordings are billed as if they were as long as this. */
  leastSeconds: z.number().min(0).default(0),
});
export type SpeechModel = z.infer<typeof SpeechModel>;

const ours: readonly SpeechModel[] = loadJson(import.meta.url, './speech-models.json', z.array(SpeechModel));

/** The model with this id, of the project's own or of the operator's file. Throws a ConfigError where nobody knows it: its price would be unknown. */
export function speechModel(id: string, file: string | undefined): SpeechModel {
  const added = file ? loadJson(pathToFileURL('/').href, pathToFileURL(resolve(file)).href, z.array(SpeechModel)) : [];
  const found = [...added, ...ours].find((one) => one.id === id);
  if (!found) throw new ConfigError(`nothing is known of the speech model ${id}: SPEECH_MODELS_FILE may add it, with its price`);
  return found;
}
