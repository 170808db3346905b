import { answer, FiguresQuery, HistoryQuery } from '@polyreel/http-api';
import { AdminOnly } from '@polyreel/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { History } from './history.repository.js';

/** The history over HTTP, for admins. */
@AdminOnly()
@Controller('admin')
export class HistoryController {
  constructor(private readonly history: History) {}

  @Get('events')
  async events(@Query() query: unknown) {
    const page = await this.history.page(HistoryQuery.parse(query));
    return answer(page, `${page.events.length} event(s).`);
  }

  @Get('runs/:correlationId/timeline')
  async timeline(@Param('correlationId') correlationId: string) {
    const events = await this.history.timeline(correlationId);
    return answer({ correlationId, events }, `${events.length} event(s).`);
  }

  @Get('figures')
  async figures(@Query() query: unknown) {
    return answer(await this.history.figures(FiguresQuery.parse(query)), 'Here they are.');
  }
}
