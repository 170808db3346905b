import { z } from 'zod';
import { configFrom } from './config.js';
import { loadJson } from './load-json.js';

class RegistryConfig extends configFrom(
  z.object({
    /** Moves every port by this much, so that a second mesh can live beside the first. */
    PORT_OFFSET: z.coerce.number().int().min(0).max(50_000).default(0),
  }),
) {}

const { PORT_OFFSET } = new RegistryConfig();

/** Every service and its port: the static table that stands in where no Consul is configured. */
export const servicePorts: ReadonlyMap<string, number> = new Map(
  Object.entries(loadJson(import.meta.url, './service-registry.json', z.record(z.string(), z.number().int()))).map(([name, port]) => [
    name,
    port + PORT_OFFSET,
  ]),
);
