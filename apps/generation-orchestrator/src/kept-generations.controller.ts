import { answer, KeptQuery } from '@polyreel/http-api';
import { type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { Feedback } from './feedback.repository.js';
import { viewOf } from './generation.view.js';
import { Generations } from './generations.repository.js';

/** Whole generations are large: a page holds few. */
const PAGE = 20;

/** Everything that is kept of a person's generations, for the export of their account. */
@ServiceOnly()
@Controller('kept/generations')
export class KeptGenerationsController {
  constructor(
    private readonly generations: Generations,
    private readonly feedback: Feedback,
  ) {}

  @Get()
  async page(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    const { cursor } = KeptQuery.parse(query);
    const { rows, nextCursor } = await this.generations.page(userId, { limit: PAGE, cursor });
    const opinions = await this.feedback.of(
      userId,
      rows.map(({ id }) => id),
    );
    return answer({ items: rows.map((row) => viewOf(row, opinions.get(row.id))), nextCursor }, 'What is kept.');
  }
}
