import type { DataOf, Emitted, EmittedBy } from '@polyreel/contracts';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { type AnyContract, Decided, describeHandler, type Received } from '@polyreel/messaging';
import type { ProcessDefinition } from './define-process.js';
import { ProcessEngine } from './process-engine.js';

type StepClass<In extends AnyContract, Out extends readonly AnyContract[]> = Type<{
  handle(data: DataOf<In>, message: Received): Promise<EmittedBy<Out[number]> | void> | EmittedBy<Out[number]> | void;
}>;

export interface StepOptions<Out extends readonly AnyContract[]> {
  /** What may come of the step: events that the process hears. */
  outcomes: Out;
  /** How many deliveries run at once in one process. Default 16. */
  concurrency?: number;
}

const ENGINE = Symbol('ProcessEngine');
const DEFAULT_CONCURRENCY = 16;

/**
 * A step that the orchestrating service does itself. handle() works as any handler's does, outside of every transaction, and what it
 * returns moves the run at once instead of travelling through a queue: the table hears it as if another service had said it. Inbox,
 * row and the events of the move are one commit. As everywhere, a step may be done again after a crash; it moves its run once.
 */
export function StepOf<State, Step extends string, In extends AnyContract, const Out extends readonly AnyContract[]>(
  process: ProcessDefinition<State, Step>,
  event: In,
  { outcomes, concurrency = DEFAULT_CONCURRENCY }: StepOptions<Out>,
) {
  const definition = process as unknown as ProcessDefinition;
  const deaf = outcomes.find((outcome) => !definition.transitions.some(({ when }) => when === outcome));
  if (deaf) throw new Error(`the process ${definition.name} does not hear ${deaf.type}`);
  return <Target extends StepClass<In, Out>>(target: Target): void => {
    Injectable()(target);
    Inject(ProcessEngine)(target.prototype as object, ENGINE);
    describeHandler(target, {
      contracts: [event],
      emits: definition.emits,
      concurrency,
      decides: (step) => {
        const { [ENGINE]: engine } = step as { [ENGINE]: ProcessEngine };
        return async ([outcome]: readonly Emitted[], message) =>
          outcome ? engine.apply(definition, outcome.data, { ...message, type: outcome.contract.type }) : new Decided([], []);
      },
    });
  };
}
