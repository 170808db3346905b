import { z } from 'zod';
import { loadJson } from './load-json.js';

/** Every service and its port: the static table that stands in where no Consul is configured. */
export const servicePorts: ReadonlyMap<string, number> = new Map(
  Object.entries(loadJson(import.meta.url, './service-registry.json', z.record(z.string(), z.number().int()))),
);
