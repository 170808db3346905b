import 'reflect-metadata';
import { Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { servicePorts } from './service-registry.js';

const SERVICE = 'polyreel:service';

/** Marks the module that is a whole service: its name is its queue prefix, its event source and its place in the registry. */
export function Service({ name, ...module }: ModuleMetadata & { name: string }): ClassDecorator {
  return (target) => {
    Reflect.defineMetadata(SERVICE, name, target);
    Module(module)(target);
  };
}

/** The name that @Service gave a module. Throws on a module without one, or one that the registry does not list. */
export function serviceNameOf(module: Type): string {
  const name = Reflect.getMetadata(SERVICE, module) as string | undefined;
  if (!name) throw new Error(`${module.name} has no @Service({ name })`);
  if (!servicePorts.has(name)) throw new Error(`${name} is not in service-registry.json`);
  return name;
}

/** Injected as the running service's own name and port. */
export class ServiceIdentity {
  constructor(
    readonly name: string,
    readonly port: number,
  ) {}
}
