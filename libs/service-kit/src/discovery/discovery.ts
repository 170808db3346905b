import { servicePorts } from '../service-registry.js';

/** Finds a service by its name. */
export abstract class Discovery {
  /**
   * Base URL of a running instance, without a trailing slash. Throws AppError `service_unavailable` (503) where none is known now, and
   * a plain error on a name that the registry does not know.
   */
  abstract urlOf(name: string): Promise<string>;
}

/** The port that the registry gives a service. Throws on a name that it does not know. */
export function registeredPort(name: string): number {
  const port = servicePorts.get(name);
  if (port === undefined) throw new Error(`no service is called ${name}`);
  return port;
}
