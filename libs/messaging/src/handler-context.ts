import { type Type } from '@nestjs/common';
import { EXCEPTION_FILTERS_METADATA, GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA } from '@nestjs/common/constants.js';
import { ApplicationConfig, ExternalContextCreator, type ModuleRef, type NestContainer } from '@nestjs/core';
import type { ParamsFactory } from '@nestjs/core/helpers/external-context-creator.js';
import { PARAM_ARGS_METADATA } from '@nestjs/microservices/constants.js';
import { RpcParamtype } from '@nestjs/microservices/enums/rpc-paramtype.enum.js';
import { RpcParamsFactory } from '@nestjs/microservices/factories/rpc-params-factory.js';
import type { Received } from './envelope.js';

/** What every handler looks like once it is found. */
export interface HandlerInstance {
  handle(data: unknown, message: Received): unknown;
}

const ENHANCERS = [GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA, EXCEPTION_FILTERS_METADATA];
/** Of handle(data, message) without parameter decorators: as @Payload() and @Ctx() would say it. */
const PARAMETERS = { [`${RpcParamtype.PAYLOAD}:0`]: { index: 0, pipes: [] }, [`${RpcParamtype.CONTEXT}:1`]: { index: 1, pipes: [] } };

/**
 * Lets Nest's guards, interceptors, pipes and exception filters stand around handle() as around any controller's method, in an
 * `rpc` context whose data is the event's data and whose context is the message. A handler without any is called directly.
 */
export class HandlerContexts {
  private readonly creator: ExternalContextCreator;

  constructor(moduleRef: ModuleRef) {
    const container = (moduleRef as unknown as { container: NestContainer }).container;
    // Its own, empty application configuration, as Nest gives a microservice beside an HTTP application: a global filter that
    // answers requests would take a failed message for answered, and it would be lost.
    const own = Object.create(container, { applicationConfig: { value: new ApplicationConfig() } }) as NestContainer;
    this.creator = ExternalContextCreator.fromContainer(own);
    const piped = this.creator.getParamValue.bind(this.creator);
    this.creator.getParamValue = async (value, parameter, pipes) =>
      parameter.type === (RpcParamtype.PAYLOAD as number) ? piped<unknown>(value, parameter, pipes) : (value as never);
  }

  /** handle() with what its class declares around it. Errors that no filter answers come out unchanged. */
  around(instance: HandlerInstance): (data: unknown, message: Received) => unknown {
    const target = instance.constructor as Type;
    const decorated = Reflect.hasMetadata(PARAM_ARGS_METADATA, target, 'handle');
    const enhanced = ENHANCERS.some((key) => Reflect.hasMetadata(key, target) || Reflect.hasMetadata(key, instance.handle));
    if (!decorated && !enhanced) return (data, message) => instance.handle(data, message);
    if (!decorated) Reflect.defineMetadata(PARAM_ARGS_METADATA, PARAMETERS, target, 'handle');
    return this.creator.create(
      instance as unknown as Record<string, unknown> & HandlerInstance,
      instance.handle as (...words: unknown[]) => unknown,
      'handle',
      PARAM_ARGS_METADATA,
      new RpcParamsFactory() as ParamsFactory,
      undefined,
      undefined,
      { guards: true, interceptors: true, filters: true },
      'rpc',
    );
  }
}
