import { answer, CreateApiKeyRequest } from '@polyreel/http-api';
import { Database } from '@polyreel/database';
import { AppError, type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Accounts } from '../accounts/accounts.repository.js';
import { Revoking } from '../sessions/revoking.service.js';
import { ApiKeys } from './api-keys.repository.js';
import { LastUse } from './last-use.recorder.js';

const MOST_KEYS = 50;
const SHOWN_CHARACTERS = 9;

const VerifyKeyRequest = z.strictObject({ digest: z.string().regex(/^[\w-]{43}$/) });

/** Keys for programs: made and ended by whoever has signed in, never by another key. */
@Controller('api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly accounts: Accounts,
    private readonly revoking: Revoking,
    private readonly database: Database,
    private readonly lastUse: LastUse,
  ) {}

  @Get()
  async list(@CallerOf() caller: Caller) {
    const keys = await this.keys.of(caller.userId);
    return answer({ keys }, `${keys.length} key(s).`);
  }

  @Post()
  @HttpCode(201)
  async create(@CallerOf() caller: Caller, @Body() body: unknown) {
    const request = CreateApiKeyRequest.parse(body);
    const { userId } = bySession(caller);
    const account = await this.accounts.byId(userId);
    if (!account) throw new AppError('account_needed', 'A key belongs to an account; whoever runs the mesh without one has none.', 409);
    if (request.scopes.includes('admin') && account.role !== 'admin')
      throw new AppError('forbidden', 'Only an operator may make a key that administers.', 403);
    const key = `pr_${randomBytes(32).toString('base64url')}`;
    const digest = createHash('sha256').update(key).digest('base64url');
    const made = { ...request, keyId: randomUUID(), userId, digest, hint: key.slice(0, SHOWN_CHARACTERS) };
    const view = await this.keys.add(made, MOST_KEYS);
    if (!view) throw new AppError('too_many_keys', `Nobody has more than ${MOST_KEYS} keys. Revoke one first.`, 409);
    return answer({ ...view, key }, 'Keep it well: it is shown this once.');
  }

  @Delete(':id')
  async revoke(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) keyId: string) {
    const { userId } = bySession(caller);
    await this.database.transaction(async () => {
      if (!(await this.keys.remove(userId, keyId))) throw new AppError('api_key_not_found', 'There is no such key.', 404);
      await this.revoking.end('key', keyId);
    });
    return answer({ keyId }, 'The key is revoked.');
  }

  /** For the doors of the mesh: whose key has this digest. */
  @ServiceOnly()
  @Post('verify')
  @HttpCode(200)
  async verify(@Body() body: unknown) {
    const holder = await this.keys.holderOf(VerifyKeyRequest.parse(body).digest);
    if (!holder) throw new AppError('unauthenticated', 'This key does not hold.', 401);
    this.lastUse.note(holder.keyId);
    return answer(holder, 'It holds.');
  }
}

function bySession(caller: Caller): Caller {
  if (caller.keyId) throw new AppError('session_needed', 'A key makes and ends no keys: sign in.', 403);
  return caller;
}
