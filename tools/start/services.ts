import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { servicePorts, serviceNameOf } from '@polyreel/service-kit';
import type { Type } from '@nestjs/common';

/** One service as it lies in the build. */
export interface BuiltService {
  readonly name: string;
  readonly port: number;
  /** Its main.js, for a process of its own. */
  readonly main: string;
  /** The one file that is its table of contents, for a place in a shared process. */
  readonly moduleFile: string;
}

/** Finds every service of a build by its place: `apps/<name>/src/main.js` beside one `*.module.js`. Throws on one that breaks the convention. */
export function builtServices(apps: string): BuiltService[] {
  const names = existsSync(apps) ? readdirSync(apps).sort() : [];
  return names.filter((name) => existsSync(join(apps, name, 'src/main.js'))).map((name) => builtService(apps, name));
}

function builtService(apps: string, name: string): BuiltService {
  const source = join(apps, name, 'src');
  const modules = readdirSync(source).filter((file) => file.endsWith('.module.js'));
  const port = servicePorts.get(name);
  if (port === undefined) throw new Error(`apps/${name} is not in service-registry.json`);
  if (modules.length !== 1) throw new Error(`apps/${name}/src must hold one *.module.ts and holds ${modules.length}`);
  return { name, port, main: join(source, 'main.js'), moduleFile: join(source, modules[0]!) };
}

/** Loads a service's module: the one class its file exports that is a service. */
export async function serviceModule({ name, moduleFile }: BuiltService): Promise<Type> {
  const exported = Object.values((await import(pathToFileURL(moduleFile).href)) as Record<string, unknown>);
  const modules = exported.filter((value): value is Type => typeof value === 'function' && isService(value as Type));
  if (modules.length !== 1) throw new Error(`${moduleFile} must export one class with @Service and exports ${modules.length}`);
  const declared = serviceNameOf(modules[0]!);
  if (declared !== name) throw new Error(`apps/${name} calls itself ${declared}`);
  return modules[0]!;
}

function isService(candidate: Type): boolean {
  try {
    return serviceNameOf(candidate) !== '';
  } catch {
    return false;
  }
}
