import { answer, KeptQuery } from '@polyreel/http-api';
import { AppError, type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { KEPT_LISTS, KeptRecords } from './kept.records.js';
import { Wishes } from './preferences.repository.js';

const KeptList = z.enum(KEPT_LISTS);

/** What people were told and how, for the export of their account. */
@ServiceOnly()
@Controller('kept')
export class KeptController {
  constructor(
    private readonly kept: KeptRecords,
    private readonly wishes: Wishes,
  ) {}

  @Get('notification-preferences')
  async preferences(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    KeptQuery.parse(query);
    return answer({ items: await this.wishes.all(userId), nextCursor: null }, 'What is kept.');
  }

  @Get(':list')
  async page(@CallerOf() { userId }: Caller, @Param('list') asked: string, @Query() query: unknown) {
    const list = KeptList.safeParse(asked);
    if (!list.success) throw new AppError('not_found', 'There is nothing here.', 404);
    const { rows: items, nextCursor } = await this.kept.page(list.data, userId, KeptQuery.parse(query).cursor);
    return answer({ items, nextCursor }, 'What is kept.');
  }
}
