import { Door } from '@polyreel/access';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Route } from './public.routes.js';

/** Somebody who has shown nothing, at a door that is open to anyone. */
const NOBODY: Caller = { userId: 'anyone', role: 'nobody', tier: 'free' };

const LONGEST_DEVICE = 200;

/** Stands at the door: tells who calls, and whether this route is for them. Whose the resource is, its owner decides. */
@Injectable()
export class Doorkeeper {
  constructor(private readonly door: Door) {}

  /** Throws `unauthenticated` (401), `forbidden` or `scope_missing` (403). */
  async letIn(route: Pick<Route, 'access' | 'scope'>, request: FastifyRequest): Promise<Caller> {
    const caller = route.access === 'anyone' ? NOBODY : await this.door.callerOf(request.headers.authorization);
    if (route.access === 'admin' && caller.role !== 'admin') throw new AppError('forbidden', 'This is for operators.', 403);
    if (caller.scopes) checkScopes(caller.scopes, route.scope);
    return { ...caller, address: request.ip, device: request.headers['user-agent']?.slice(0, LONGEST_DEVICE) };
  }

  isOperator(caller: Caller): boolean {
    return this.door.isOperator(caller);
  }
}

function checkScopes(held: readonly string[], needed: Route['scope']): void {
  if (needed === undefined) throw new AppError('session_needed', 'No key opens this: log in.', 403);
  const scope = [needed].flat().find((one) => !held.includes(one));
  if (scope) throw new AppError('scope_missing', `This key may not do that: it needs the scope ${scope}.`, 403, { scope });
}
