import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import { subtle, type webcrypto } from 'node:crypto';
import { z } from 'zod';
import { AppError } from './app.error.js';
import { configFrom } from './config.js';

/** Who a request is made for, as the gateway vouches for it. */
export const Caller = z.object({
  userId: z.string().min(1),
  /** `nobody` has shown nothing; only routes that are for anyone let them in. */
  role: z.enum(['nobody', 'user', 'admin']),
  tier: z.enum(['free', 'pro', 'enterprise']),
  /** The session that the caller signed in with, or the API key that they showed. */
  sessionId: z.uuid().optional(),
  keyId: z.uuid().optional(),
  /** What the API key may do; a session may do all that its owner may. */
  scopes: z.array(z.string()).optional(),
  /** Where the request came from, as the gateway saw it. */
  address: z.string().max(64).optional(),
  device: z.string().max(200).optional(),
  /** The service that asks on the caller's behalf; unset where the gateway passes a request on. */
  by: z.string().optional(),
});
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
const ANYONE = 'polyreel:anyone';
const ADMIN = 'polyreel:admin';
const SERVICES = 'polyreel:services';

/** A route that needs no caller: health and metrics. Everything else is refused without one. */
export const Public = () => SetMetadata(PUBLIC, true);

/** A route that people reach through the gateway before they have shown who they are: to register, to log in. */
export const Anyone = () => SetMetadata(ANYONE, true);

/** A controller or route for operators: whoever is not one is told `forbidden`. */
export const AdminOnly = () => SetMetadata(ADMIN, true);

/** A route for other services of the mesh: no request that came in through the gateway reaches it. */
export const ServiceOnly = () => SetMetadata(SERVICES, true);

/** Injects the caller of a request into a controller method. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext) => callers.get(context.switchToHttp().getRequest()));

const callers = new WeakMap<object, Caller>();

/** Signs and checks identities between services. A token lives for one minute: long enough for one hop. */
@Injectable()
export class Identities {
  private readonly key: Promise<webcrypto.CryptoKey>;

  constructor(config: IdentityConfig) {
    // Read once: jose would import bare bytes again for every token, which costs as much as signing it.
    const secret = new TextEncoder().encode(config.INTERNAL_SECRET);
    this.key = subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  }

  /** The header that carries the caller to the next service. */
  async headersFor(caller: Caller): Promise<Record<string, string>> {
    const token = await new SignJWT({ ...caller })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('1m')
      .setAudience('mesh')
      .sign(await this.key);
    return { [HEADER]: token };
  }

  /** Throws `unauthenticated` unless the header was signed by the gateway within the last minute, as far as clocks agree. */
  async callerOf(request: FastifyRequest): Promise<Caller> {
    const token = request.headers[HEADER];
    if (typeof token !== 'string') throw new AppError('unauthenticated', 'This service answers through the gateway only.', 401);
    const verified = await jwtVerify(token, await this.key, {
      algorithms: ['HS256'],
      audience: 'mesh',
      clockTolerance: CLOCKS_APART,
    }).catch(() => undefined);
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
    if (caller.role === 'nobody' && !marked(ANYONE)) throw new AppError('unauthenticated', 'Say who you are first.', 401);
    if (marked(ADMIN) && caller.role !== 'admin') throw new AppError('forbidden', 'This is for operators.', 403);
    if (marked(SERVICES) && !caller.by) throw new AppError('forbidden', 'This is for the services of the mesh.', 403);
    callers.set(request, caller);
    return true;
  }
}
