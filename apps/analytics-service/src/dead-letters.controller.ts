import { answer, DiscardRequest, LetterSelection, ListLettersQuery, PageQuery } from '@polyreel/http-api';
import { AdminOnly, type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { summaryOf, viewOf } from './letter.view.js';
import { Letters } from './letters.repository.js';
import { ReplaySender } from './replay.sender.js';
import { Replays } from './replays.repository.js';

/** Dead letters over HTTP, for admins: look, replay, discard. */
@AdminOnly()
@Controller('admin/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: Letters,
    private readonly replays: Replays,
    private readonly sender: ReplaySender,
  ) {}

  @Get()
  async list(@Query() query: unknown) {
    const { rows, nextCursor } = await this.letters.page(ListLettersQuery.parse(query));
    return answer({ letters: rows.map(summaryOf), nextCursor }, `${rows.length} letter(s).`);
  }

  @Get('groups')
  async groups() {
    const groups = await this.letters.groups();
    return answer({ groups }, `${groups.length} group(s).`);
  }

  @Get('skipped')
  async skipped(@Query() query: unknown) {
    const { rows, nextCursor } = await this.letters.skipped(PageQuery.parse(query));
    return answer({ skipped: rows, nextCursor }, `${rows.length} message(s) of types that nobody knew.`);
  }

  @Post('discards')
  @HttpCode(200)
  async discard(@CallerOf() { userId }: Caller, @Body() body: unknown) {
    const { reason, ...selection } = DiscardRequest.parse(body);
    const discarded = await this.letters.discard(selection, userId, reason);
    return answer({ discarded }, `${discarded} letter(s) laid away.`);
  }

  @Post('replays')
  @HttpCode(202)
  async replay(@CallerOf() { userId }: Caller, @Body() body: unknown) {
    const replay = await this.replays.begin(LetterSelection.parse(body), userId);
    this.sender.now();
    return answer(replay, `${replay.total} letter(s) go back to their handlers.`);
  }

  @Get('replays')
  async listReplays(@Query() query: unknown) {
    const page = await this.replays.page(PageQuery.parse(query));
    return answer(page, `${page.replays.length} replay(s).`);
  }

  @Get('replays/:id')
  async readReplay(@Param('id', ParseUUIDPipe) id: string) {
    return answer(await this.replays.one(id), 'Here it is.');
  }

  @Post('replays/:id/cancel')
  @HttpCode(200)
  async cancel(@Param('id', ParseUUIDPipe) id: string) {
    const replay = await this.replays.cancel(id);
    this.sender.now();
    return answer(replay, 'What was not sent yet will rest again.');
  }

  @Get(':id')
  async read(@Param('id', ParseUUIDPipe) id: string) {
    return answer(viewOf(await this.letters.one(id)), 'Here it is.');
  }
}
