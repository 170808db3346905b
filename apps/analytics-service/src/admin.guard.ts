import { AppError, Identities } from '@polyreel/service-kit';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Lets admins in, and nobody else whom the gateway vouches for. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(private readonly identities: Identities) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { role } = await this.identities.callerOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (role !== 'admin') throw new AppError('forbidden', 'Only an admin may do this.', 403);
    return true;
  }
}
