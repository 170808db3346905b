import 'reflect-metadata';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { type AnyContract, describeHandler, type Received } from '@polyreel/messaging';
import type { ProcessDefinition } from './define-process.js';
import { ProcessEngine } from './process-engine.js';

const PROCESS = 'polyreel:process';
const ENGINE = Symbol('ProcessEngine');

/** How many events of one process are in hand at once in one service. Each needs a connection of the pool for one statement only. */
const CONCURRENCY = 32;

/** Makes a class the handler of every event that a process table hears. */
export function Orchestrates<State, Step extends string>(definition: ProcessDefinition<State, Step>) {
  return (target: Type<object>): void => {
    Injectable()(target);
    Inject(ProcessEngine)(target.prototype as object, ENGINE);
    Reflect.defineMetadata(PROCESS, definition, target);
    const heard = definition.transitions.map(({ when }) => when).filter((when): when is AnyContract => typeof when === 'function');
    describeHandler(target, { contracts: [...new Set(heard)], emits: definition.emits, concurrency: CONCURRENCY, decides: true });
    Object.defineProperty(target.prototype, 'handle', {
      value(this: { [ENGINE]: ProcessEngine }, data: unknown, message: Received) {
        return this[ENGINE].apply(processOf(this)!, data, message);
      },
    });
  };
}

/** The process that an instance orchestrates, or undefined where its class is none. */
export const processOf = (instance: object): ProcessDefinition | undefined =>
  Reflect.getMetadata(PROCESS, instance.constructor) as ProcessDefinition | undefined;
