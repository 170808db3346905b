import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError } from './app.error.js';
import { configFrom } from './config.js';

/** Who a request is made for, as the gateway vouches for it. */
export const Caller = z.object({ userId: z.string().min(1), role: z.enum(['user', 'admin']), tier: z.enum(['free', 'pro', 'enterprise']) });
export type Caller = z.infer<typeof Caller>;

export class IdentityConfig extends configFrom(
  z.object({
    /** Shared by the gateway and the services behind it; signs who a request is for. At least 32 characters. */
    INTERNAL_SECRET: z.string().min(32),
  }),
) {}

const HEADER = 'x-polyreel-identity';
/** How far the clocks of two machines may be apart: a service whose clock is ten minutes off must not turn everybody away. */
const CLOCKS_APART = '15m';
const PUBLIC = 'polyreel:public';
const ADMIN = 'polyreel:admin';

/** A route that needs no caller: health and metrics. Everything else is refused without one. */
export const Public = () => SetMetadata(PUBLIC, true);

/** A controller or route for operators: whoever is not one is told `forbidden`. */
export const AdminOnly = () => SetMetadata(ADMIN, true);

/** Injects the caller of a request into a controller method. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext) => callers.get(context.switchToHttp().getRequest()));

const callers = new WeakMap<object, Caller>();

/** Signs and checks identities between services. A token lives for one minute: long enough for one hop. */
@Injectable()
export class Identities {
  private readonly key: Uint8Array;

  constructor(config: IdentityConfig) {
    this.key = new TextEncoder().encode(config.INTERNAL_SECRET);
  }

  /** The header that carries the caller to the next service. */
  async headersFor(caller: Caller): Promise<Record<string, string>> {
    const token = await new SignJWT({ ...caller })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('1m')
      .setAudience('mesh')
      .sign(this.key);
    return { [HEADER]: token };
  }

  /** Throws `unauthenticated` unless the header was signed by the gateway within the last minute, as far as clocks agree. */
  async callerOf(request: FastifyRequest): Promise<Caller> {
    const token = request.headers[HEADER];
    if (typeof token !== 'string') throw new AppError('unauthenticated', 'This service answers through the gateway only.', 401);
    const verified = await jwtVerify(token, this.key, { algorithms: ['HS256'], audience: 'mesh', clockTolerance: CLOCKS_APART }).catch(
      () => undefined,
    );
    if (!verified) throw new AppError('unauthenticated', 'The identity of this request does not hold.', 401);
    return Caller.parse(verified.payload);
  }
}

/** Lets nobody in whom the gateway does not vouch for. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly identities: Identities,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = (key: string) => this.reflector.getAllAndOverride<boolean>(key, [context.getHandler(), context.getClass()]);
    if (marked(PUBLIC)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.identities.callerOf(request);
    if (marked(ADMIN) && caller.role !== 'admin') throw new AppError('forbidden', 'This is for operators.', 403);
    callers.set(request, caller);
    return true;
  }
}
