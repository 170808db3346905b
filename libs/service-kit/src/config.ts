import { z } from 'zod';

/** Thrown at start when the environment does not fit; lists every problem at once. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * A service's environment as one class: `class MoodConfig extends configFrom(z.object({ … })) {}`.
 * Nest injects it; its fields are the parsed values. The only reader of process.env in the project.
 */
export function configFrom<Shape extends z.ZodObject>(schema: Shape): new () => z.output<Shape> {
  class EnvironmentConfig {
    constructor() {
      const result = schema.safeParse(environment());
      if (!result.success) throw new ConfigError(describe(new.target.name, result.error));
      Object.assign(this, result.data);
    }
  }
  return EnvironmentConfig as new () => z.output<Shape>;
}

/** An empty variable counts as unset, as people expect of `X= npm start`. */
const environment = () => Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

const describe = (name: string, error: z.ZodError) =>
  [`${name}: the environment does not fit`, ...error.issues.map((issue) => `  ${issue.path.join('.') || '(all)'}: ${issue.message}`)].join(
    '\n',
  );

/** `true`, `1`, `yes`, `on` and their opposites; anything else is a problem, not a silent false. */
export const flag = z.stringbool();
