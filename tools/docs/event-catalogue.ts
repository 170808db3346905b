import { catalogue, type EventContract } from '@polyreel/contracts';
import { handlerMetadataOf, handlerName, queueName } from '@polyreel/messaging';
import { servicePorts } from '@polyreel/service-kit';
import type { Type } from '@nestjs/common';

/** One handler: what it listens to and what it may emit, by event type. */
export interface DescribedHandler {
  readonly service: string;
  readonly handler: string;
  readonly queue: string;
  readonly hears: readonly string[];
  readonly emits: readonly string[];
}

/** One event with everyone who has to do with it. */
export interface DescribedEvent {
  readonly contract: EventContract;
  readonly listeners: readonly DescribedHandler[];
  /** Services whose handlers say that they emit it. The owner may also publish it outside a handler. */
  readonly emitters: readonly string[];
}

export interface EventCatalogue {
  readonly handlers: readonly DescribedHandler[];
  readonly events: readonly DescribedEvent[];
  /** Services that the registry promises and nobody has written yet. */
  readonly unbuilt: readonly string[];
}

/** The name that stands for "every service" in a contract. */
const ANYONE = 'any';

interface BuiltModule {
  readonly name: string;
  readonly module: Type;
}

/** Joins the contracts with the handlers of the services that exist. Nothing is started for it. */
export function eventCatalogue(services: readonly BuiltModule[]): EventCatalogue {
  const handlers = services.flatMap(handlersOf);
  const events = [...catalogue.values()].map((contract) => ({
    contract,
    listeners: handlers.filter(({ hears }) => hears.includes(contract.type)),
    emitters: [...new Set(handlers.filter(({ emits }) => emits.includes(contract.type)).map(({ service }) => service))],
  }));
  const built = new Set(services.map(({ name }) => name));
  return {
    handlers,
    events: events.sort((a, b) => compare(a.contract.type, b.contract.type)),
    unbuilt: [...servicePorts.keys()].filter((name) => !built.has(name)),
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function handlersOf({ name: service, module }: BuiltModule): DescribedHandler[] {
  const classes = [...providersOf(module)];
  return classes
    .flatMap((target) => {
      const metadata = handlerMetadataOf(target);
      if (!metadata) return [];
      const handler = handlerName(target);
      const types = (contracts: readonly EventContract[]) => contracts.map(({ type }) => type).sort(compare);
      return [{ service, handler, queue: queueName(service, handler), hears: types(metadata.contracts), emits: types(metadata.emits) }];
    })
    .sort((a, b) => compare(a.queue, b.queue));
}

/** Every class that a module provides, itself or through a module it imports, as Nest's decorators left them. */
function* providersOf(module: unknown, seen = new Set<unknown>()): Generator<Type> {
  if (!module || seen.has(module)) return;
  seen.add(module);
  const dynamic = module as { module?: Type; imports?: unknown[]; providers?: unknown[] };
  const target = dynamic.module ?? module;
  const listed = (key: 'imports' | 'providers') => [
    ...((typeof target === 'function' && (Reflect.getMetadata(key, target) as unknown[])) || []),
    ...(dynamic[key] ?? []),
  ];
  for (const provider of listed('providers')) {
    if (typeof provider === 'function') yield provider as Type;
    else if (typeof (provider as { useClass?: unknown }).useClass === 'function') yield (provider as { useClass: Type }).useClass;
  }
  for (const imported of listed('imports')) yield* providersOf(imported, seen);
}

/** What is wrong with the catalogue, one line each: events that nobody hears, and events that the wrong service emits. */
export function problemsOf({ events, unbuilt }: EventCatalogue): string[] {
  return events.flatMap(({ contract: { type, owner, unheard }, listeners, emitters }) => {
    const foreign = owner === ANYONE ? [] : emitters.filter((service) => service !== owner);
    const problems = foreign.map((service) => `${type} belongs to ${owner}, but ${service} says that it emits it`);
    if (owner !== ANYONE && !servicePorts.has(owner)) problems.push(`${type} belongs to ${owner}, which is not in service-registry.json`);
    // What a service that is still to be written would emit cannot be judged. What is emitted today and awaited by nobody can:
    // it would stay in its outbox for ever.
    if (listeners.length === 0 && !unheard && (emitters.length > 0 || unbuilt.length === 0))
      problems.push(`${type} is heard by nobody; say unheard: true in its contract if that is meant`);
    return problems;
  });
}
