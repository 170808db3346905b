import { AccountExportRequested } from '@polyreel/contracts';
import { answer } from '@polyreel/http-api';
import { EventPublisher } from '@polyreel/messaging';
import { attachment, ObjectStore } from '@polyreel/object-store';
import { AppError, type Caller, CallerOf } from '@polyreel/service-kit';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { randomUUID } from 'node:crypto';
import { AccountExports, placeOf } from './account-exports.repository.js';
import { refuseKeys } from './own-account.guard.js';

/** One's own data, to take along. */
@Controller('users/account/export')
export class AccountExportsController {
  constructor(
    private readonly exports: AccountExports,
    private readonly publisher: EventPublisher,
    private readonly store: ObjectStore,
  ) {}

  @Post()
  @HttpCode(202)
  async request(@CallerOf() caller: Caller) {
    refuseKeys(caller);
    const { userId } = caller;
    const fresh = randomUUID();
    let exportId: string = fresh;
    await this.publisher.commit(async () => {
      exportId = await this.exports.begin(userId, fresh);
      return exportId === fresh ? [AccountExportRequested({ userId, exportId })] : [];
    });
    return answer(await this.viewOf(userId, exportId), 'The export is being prepared.');
  }

  @Get(':id')
  async status(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    refuseKeys(caller);
    return answer(await this.viewOf(caller.userId, id), 'This far it is.');
  }

  @Get(':id/download')
  async download(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply) {
    refuseKeys(caller);
    const { status, bytes } = await this.exports.of(caller.userId, id);
    if (status === 'expired') throw new AppError('export_expired', 'This export has expired: ask for a new one.', 410);
    if (status !== 'ready') throw new AppError('export_not_ready', 'This export is not ready.', 409);
    const file = await this.store.get(placeOf(caller.userId, id));
    return reply
      .headers({
        'content-type': 'application/zip',
        'content-length': bytes!,
        'content-disposition': attachment(`polyreel-account-${id.slice(0, 8)}.zip`),
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      })
      .send(file);
  }

  private async viewOf(userId: string, id: string) {
    const { checksum: _, ...view } = await this.exports.of(userId, id);
    return view;
  }
}
