import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { GatewayConfig } from './api-gateway.config.js';

/** Whoever holds the launcher's key runs this mesh. Accounts will put people here who do not. */
const OPERATOR: Caller = { userId: 'local', role: 'admin', tier: 'pro' };

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Knows who calls by the key that they show. */
@Injectable()
export class ApiKeyGuard {
  private readonly expected: Buffer;

  constructor({ API_KEY }: GatewayConfig) {
    this.expected = digest(API_KEY);
  }

  /** Throws `unauthenticated` for a missing or wrong key; takes the same time for both. */
  callerOf(authorization: string | undefined): Caller {
    const shown = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(shown), this.expected))
      throw new AppError('unauthenticated', 'Send the API key: Authorization: Bearer <key>.', 401);
    return OPERATOR;
  }
}
