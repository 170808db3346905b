import type { DynamicModule, ForwardReference, Provider, Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { serviceNameOf } from '@polyreel/service-kit';
import { handlerMetadataOf, queueOf } from './handles.decorator.js';
import type { QueueSpec } from './transport.js';

type Imported = Type | DynamicModule | ForwardReference<() => Type> | Promise<DynamicModule>;

/** A handler as the documents and the snapshot show it. */
export interface HandlerDescription extends QueueSpec {
  emits: readonly string[];
}

/**
 * Reads the handlers of some services from their modules' metadata, without starting anything: what the snapshot, the event map and
 * the launcher go by. Sorted by queue. Throws when a module is no service.
 */
export function handlersOf(services: readonly Type[]): HandlerDescription[] {
  return services
    .flatMap((service) => {
      const name = serviceNameOf(service);
      return [...classesIn(service)].flatMap((target) => {
        const metadata = handlerMetadataOf(target);
        return metadata ? [{ ...queueOf(name, target, metadata), emits: metadata.emits.map(({ type }) => type) }] : [];
      });
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** Every provider class of a module and of the modules that it imports. */
function classesIn(module: Imported, seen = new Set<unknown>()): Set<Type> {
  const found = new Set<Type>();
  if (seen.has(module) || module instanceof Promise) return found;
  seen.add(module);
  const target = 'forwardRef' in module ? module.forwardRef() : 'module' in module ? module.module : module;
  const dynamic = 'module' in module ? module : undefined;
  const listed = <T>(key: string) => (Reflect.getMetadata(key, target) ?? []) as T[];
  for (const provider of [...listed<Provider>(MODULE_METADATA.PROVIDERS), ...(dynamic?.providers ?? [])]) {
    if (typeof provider === 'function') found.add(provider);
    else if ('useClass' in provider) found.add(provider.useClass);
  }
  for (const imported of [...listed<Imported>(MODULE_METADATA.IMPORTS), ...(dynamic?.imports ?? [])]) {
    for (const each of classesIn(imported, seen)) found.add(each);
  }
  return found;
}
