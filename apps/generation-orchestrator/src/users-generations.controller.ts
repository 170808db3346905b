import { answer, ListGenerationsQuery } from '@polyreel/http-api';
import { type Caller, CallerOf } from '@polyreel/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { summaryOf } from './generation.view.js';
import { Generations } from './generations.repository.js';

/** The list of one's generations, where people look for what is theirs. */
@Controller('users/generations')
export class UsersGenerationsController {
  constructor(private readonly generations: Generations) {}

  @Get()
  async list(@CallerOf() caller: Caller, @Query() query: unknown) {
    const { rows, nextCursor } = await this.generations.page(caller.userId, ListGenerationsQuery.parse(query));
    return answer({ generations: rows.map(summaryOf), nextCursor }, `${rows.length} generation(s).`);
  }
}
