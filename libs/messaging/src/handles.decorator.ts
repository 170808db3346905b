import 'reflect-metadata';
import type { DataOf, Emitted, EmittedBy, EventContract } from '@polyreel/contracts';
import { Injectable, type Type } from '@nestjs/common';
import type { Decision } from './decided.js';
import type { Received } from './envelope.js';
import type { QueueSpec } from './transport.js';

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- a constraint that every contract satisfies needs `any`: unknown is not assignable both ways */
export type AnyContract = EventContract<any, any>;

/** What a handler may give back: one of its declared events, several of them, or nothing. */
export type Output<Out extends readonly AnyContract[]> = EmittedBy<Out[number]> | readonly EmittedBy<Out[number]>[] | void;

type In = AnyContract | readonly AnyContract[];
type ContractsOf<I extends In> = I extends readonly AnyContract[] ? I[number] : I;

/** One class, one event in (or a closed list of them), declared events out. */
export interface Handler<I extends In, Out extends readonly AnyContract[]> {
  handle(data: DataOf<ContractsOf<I>>, message: Received): Promise<Output<Out>> | Output<Out>;
}

export interface HandlesOptions<Out extends readonly AnyContract[]> {
  /** Every event that handle() may return. Returning another one does not compile. */
  emits?: Out;
  /** How many deliveries run at once in one process. A stage that uses a core each keeps it small. Default 16. */
  concurrency?: number;
  /**
   * handle() works outside of every transaction and holds no connection while it waits for others; what it returns is committed with the
   * message all the same. It may run again for a message that was handled, and has to bear that.
   */
  outsideTransactions?: true;
}

export interface HandlerMetadata {
  contracts: readonly AnyContract[];
  emits: readonly AnyContract[];
  concurrency: number;
  /** True where handle() only reads and gives back what is to be written: see Decided. */
  decides?: true | DecidesByOutcome;
}

/** For an instance whose handle() does its work first: what its service makes of what came of it, instead of publishing it. */
export type DecidesByOutcome = (instance: object) => (outcome: readonly Emitted[], message: Received) => Decision;

const HANDLES = 'polyreel:handles';
const DEFAULT_CONCURRENCY = 16;

/**
 * Subscribes a class to an event. A wrong payload type, an undeclared emitted event, a string instead of a contract
 * and a missing handle() do not compile.
 */
export function Handles<const I extends In, const Out extends readonly AnyContract[] = []>(event: I, options: HandlesOptions<Out> = {}) {
  return <Target extends Type<Handler<I, Out>>>(target: Target): void => {
    Injectable()(target);
    const contracts = Array.isArray(event) ? (event as readonly AnyContract[]) : [event as AnyContract];
    const { emits = [], concurrency = DEFAULT_CONCURRENCY, outsideTransactions: decides } = options;
    describeHandler(target, { contracts, emits, concurrency, decides });
  };
}

/** For libraries that make handlers of their own kind (processes, jobs). */
export function describeHandler(target: Type, metadata: HandlerMetadata): void {
  Reflect.defineMetadata(HANDLES, metadata, target);
}

/** What a class said of itself with @Handles, or undefined. */
export function handlerMetadataOf(target: object): HandlerMetadata | undefined {
  return Reflect.getMetadata(HANDLES, target) as HandlerMetadata | undefined;
}

/** `AnalyzeMood` is `analyze-mood`: the handler's name in its queue. */
export const handlerName = (target: Type): string => target.name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/** The queue of a handler: derived, never typed by hand. */
export const queueName = (service: string, handler: string): string => `${service}.${handler}`;

/** The queue that a handler class gets in a service. */
export function queueOf(service: string, target: Type, { contracts, concurrency }: HandlerMetadata): QueueSpec {
  const handler = handlerName(target);
  return { name: queueName(service, handler), service, handler, types: contracts.map(({ type }) => type), concurrency };
}
