import 'reflect-metadata';
import { Inject, Injectable } from '@nestjs/common';
import { type AnyContract, describeHandler, type Received } from '@polyreel/messaging';
import type { ProcessDefinition, RunView } from './define-process.js';
import { type OrchestratedProcess, ProcessEngine } from './process-engine.js';

const PROCESS = 'polyreel:process';
const ENGINE = Symbol('ProcessEngine');

/** How many runs of one process move at once in one service: at most what its database pool can lock. */
const CONCURRENCY = 6;

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- any constructor will do */
type ProcessClass<State, Step extends string> = new (...args: any[]) => { project?(run: RunView<State, Step>): Promise<void> | void };

/** Makes a class the handler of every event that a process table hears. Its optional project() keeps the service's own tables in line. */
export function Orchestrates<State, Step extends string>(definition: ProcessDefinition<State, Step>) {
  return (target: ProcessClass<State, Step>): void => {
    Injectable()(target);
    Inject(ProcessEngine)(target.prototype as object, ENGINE);
    Reflect.defineMetadata(PROCESS, definition, target);
    const heard = definition.transitions.map(({ when }) => when).filter((when): when is AnyContract => typeof when === 'function');
    describeHandler(target, { contracts: [...new Set(heard)], emits: definition.emits, concurrency: CONCURRENCY });
    Object.defineProperty(target.prototype, 'handle', {
      value(this: Orchestrator, data: unknown, message: Received) {
        return this[ENGINE].apply(processOf(this)!, data, message);
      },
    });
  };
}

interface Orchestrator {
  [ENGINE]: ProcessEngine;
  project?: OrchestratedProcess['project'];
}

/** The process that an instance orchestrates, or undefined where its class is none. */
export function processOf(instance: object): OrchestratedProcess | undefined {
  const definition = Reflect.getMetadata(PROCESS, instance.constructor) as ProcessDefinition | undefined;
  return definition && { definition, project: (run) => (instance as Orchestrator).project?.(run) };
}
