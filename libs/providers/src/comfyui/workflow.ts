import { loadJson } from '@polyreel/service-kit';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { asks, unknownPlaceholders } from '../request-template.js';

/** A workflow in ComfyUI's API format, as its "Export (API)" writes it. */
const Graph = z.record(z.string(), z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.json()) }));

export interface Workflow {
  graph: Record<string, z.infer<ReturnType<typeof z.json>>>;
  /** It begins with a picture. */
  needsStill: boolean;
}

/** Reads the project's own workflow, or the file that the operator named. Throws where it is no workflow or has placeholders that nothing fills. */
export function loadWorkflow(name: 'text-to-image' | 'image-to-video', file: string | undefined): Workflow {
  const [base, path] = file ? [pathToFileURL('/').href, pathToFileURL(resolve(file)).href] : [import.meta.url, `./workflows/${name}.json`];
  const graph = loadJson(base, path, Graph) as Workflow['graph'];
  const unknown = unknownPlaceholders(graph);
  if (unknown.length > 0) throw new Error(`${path} has placeholders that nothing fills: ${unknown.join(', ')}`);
  if (!asks(graph, 'prompt')) throw new Error(`${path} has no {{prompt}}`);
  return { graph, needsStill: asks(graph, 'still') };
}
