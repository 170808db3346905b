import { z } from 'zod';
import { configFrom } from './config.js';
import { loadJson } from './load-json.js';

const registry = loadJson(import.meta.url, './service-registry.json', z.record(z.string(), z.number().int()));

/** The one port from 8000 up that browsers and Node's fetch never speak to (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED = 10_080;

class RegistryConfig extends configFrom(
  z.object({
    /** Moves every port by this much, so that a second mesh can live beside the first. */
    PORT_OFFSET: z.coerce
      .number()
      .int()
      .min(0)
      .max(50_000)
      .refine(
        (offset) => !Object.values(registry).includes(BLOCKED - offset),
        `puts a service on port ${BLOCKED}, which browsers and fetch refuse to speak to: take one that is 100 more`,
      )
      .default(0),
  }),
) {}

const { PORT_OFFSET } = new RegistryConfig();

/** Every service and its port: the static table that stands in where no Consul is configured. */
export const servicePorts: ReadonlyMap<string, number> = new Map(
  Object.entries(registry).map(([name, port]) => [name, port + PORT_OFFSET]),
);
