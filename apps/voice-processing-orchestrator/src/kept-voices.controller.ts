import { answer, KeptQuery } from '@polyreel/http-api';
import { type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { viewOf } from './voice.view.js';
import { Voices } from './voices.repository.js';

/** A transcript of ten minutes has some thousand words with their times: a page holds few. */
const PAGE = 10;

/** Everything that is kept of a person's recordings beside their files, for the export of their account. */
@ServiceOnly()
@Controller('kept/voices')
export class KeptVoicesController {
  constructor(private readonly voices: Voices) {}

  @Get()
  async page(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    const { cursor } = KeptQuery.parse(query);
    const { rows, nextCursor } = await this.voices.page(userId, { limit: PAGE, cursor });
    return answer({ items: rows.map(viewOf), nextCursor }, 'What is kept.');
  }
}
