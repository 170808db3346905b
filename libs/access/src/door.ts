import type { Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Access } from './access.js';
import { OperatorConfig } from './operator.config.js';

/** Whoever holds the launcher's key runs this mesh; they need no account. */
const OPERATOR: Caller = { userId: 'local', role: 'admin', tier: 'pro' };

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Where somebody from outside comes in, over HTTP or by a socket: the operator by the launcher's key, everybody else as Access knows them. */
@Injectable()
export class Door {
  private readonly operatorKey?: Buffer;

  constructor(
    { API_KEY }: OperatorConfig,
    private readonly access: Access,
  ) {
    if (API_KEY) this.operatorKey = digest(API_KEY);
  }

  /** Throws as Access does. */
  async callerOf(authorization: string | undefined): Promise<Caller> {
    const shown = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
    if (this.operatorKey && timingSafeEqual(digest(shown), this.operatorKey)) return OPERATOR;
    return this.access.callerOf(authorization);
  }

  /** Whether a caller is the operator, who is not counted: nobody else is on this machine's loopback with that key. */
  isOperator({ userId }: Caller): boolean {
    return userId === OPERATOR.userId;
  }
}
