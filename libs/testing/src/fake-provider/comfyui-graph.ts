import { randomUUID } from 'node:crypto';
import type { Order } from './operation.js';

/** A workflow in ComfyUI's API format: nodes by id, whose inputs are values or `[node id, output index]`. */
export type Graph = Record<string, { class_type?: string; inputs?: Record<string, unknown> }>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SAVES = ['SaveImage', 'SaveVideo', 'SaveAnimatedWEBP', 'VHS_VideoCombine'];

/** What ComfyUI would say is wrong with a request, or nothing. */
export function faultOf(
  request: { prompt?: Graph; prompt_id?: string },
  uploads: ReadonlySet<string>,
): Record<string, unknown> | undefined {
  const fault = (type: string, message: string) => ({ error: { type, message, details: '', extra_info: {} }, node_errors: {} });
  if (!request.prompt) return fault('no_prompt', 'No prompt provided');
  if (request.prompt_id !== undefined && !UUID.test(request.prompt_id)) return fault('invalid_prompt_id', 'prompt_id must be a UUID');
  const nodes = Object.entries(request.prompt);
  if (!nodes.some(([, { class_type: type }]) => SAVES.includes(type ?? ''))) return fault('prompt_no_outputs', 'Prompt has no outputs');
  for (const [id, { class_type: type, inputs = {} }] of nodes) {
    if (!type) return fault('invalid_prompt', `Node ${id} has no class_type`);
    for (const [name, value] of Object.entries(inputs)) {
      if (Array.isArray(value) && !(String(value[0]) in request.prompt))
        return fault('invalid_prompt', `${id}.${name}: no node ${String(value[0])}`);
      if (typeof value === 'string' && /\{\{\w*\}\}/.test(value)) return fault('value_not_in_list', `${id}.${name}: ${value}`);
      if (/^(seed|noise_seed|width|height|length|steps)$/.test(name) && !Array.isArray(value) && !Number.isInteger(value))
        return fault('invalid_input_type', `${id}.${name}: not an integer`);
    }
    if (type === 'LoadImage' && !uploads.has(String(inputs['image'])))
      return fault('custom_validation_failed', `Invalid image file: ${String(inputs['image'])}`);
  }
  return undefined;
}

/** Reads from a graph what is to be made: a graph with a length in frames makes a film. */
export function orderOf(graph: Graph, id: string = randomUUID()): Omit<Order, 'fate' | 'request' | 'key'> {
  const inputs = Object.values(graph).map((node) => node.inputs ?? {});
  const numberAt = (name: string) => inputs.map((one) => one[name]).find((value): value is number => typeof value === 'number');
  const frames = numberAt('length');
  const outputNode = Object.entries(graph).find(([, node]) => SAVES.includes(node.class_type ?? ''))?.[0] ?? '0';
  return {
    id,
    provider: 'comfyui',
    kind: frames === undefined ? 'image' : 'video',
    width: numberAt('width') ?? 512,
    height: numberAt('height') ?? 512,
    seconds: (frames ?? 24) / (numberAt('fps') ?? 24),
    costUsd: 0,
    outputNode,
  };
}
