import { answer, CreateGenerationRequest, FeedbackRequest, IDEMPOTENCY_KEY, ListGenerationsQuery } from '@polyreel/http-api';
import { AppError, type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Acceptance } from './acceptance.commands.js';
import { Feedback } from './feedback.repository.js';
import { Estimator } from './film.estimator.js';
import { GenerationCommands } from './generation.commands.js';
import { summaryOf, viewOf } from './generation.view.js';
import { Generations } from './generations.repository.js';
import { PromptSearch } from './prompt.search.js';

const KEY_HEADER = 'x-polyreel-idempotency-key';

/** The gateway passes no other key on; whoever comes past it is held to the same. */
function keyIn(header: string | undefined): string | undefined {
  if (header === undefined || IDEMPOTENCY_KEY.test(header)) return header;
  throw new AppError('idempotency_key_invalid', 'An Idempotency-Key has 1 to 200 printable ASCII characters.', 400);
}

/** Generations over HTTP, for the gateway. Who may see what is decided here, where the rows are. */
@Controller('generations')
export class GenerationsController {
  constructor(
    private readonly commands: GenerationCommands,
    private readonly generations: Generations,
    private readonly acceptance: Acceptance,
    private readonly feedback: Feedback,
    private readonly estimator: Estimator,
    private readonly search: PromptSearch,
  ) {}

  @Post()
  @HttpCode(202)
  async create(@CallerOf() caller: Caller, @Body() body: unknown, @Headers(KEY_HEADER) key?: string) {
    const { prompt, language, dryRun, ...options } = CreateGenerationRequest.parse(body);
    if (dryRun) {
      this.acceptance.refuse(prompt, language);
      return answer(this.estimator.plan(prompt, language, options), 'Nothing was made: this is the plan.');
    }
    return answer(await this.acceptance.accept(caller, { prompt, language, options }, keyIn(key)), 'The prompt is accepted.');
  }

  @Get()
  async list(@CallerOf() caller: Caller, @Query() query: unknown) {
    const { q, ...asked } = ListGenerationsQuery.parse(query);
    const among = q === undefined ? undefined : await this.search.idsOf(caller, q);
    const { rows, nextCursor } = await this.generations.page(caller.userId, asked, among);
    return answer({ generations: rows.map(summaryOf), nextCursor }, `${rows.length} generation(s).`);
  }

  @Get(':id')
  async read(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    const row = caller.role === 'admin' ? await this.generations.one(id) : await this.generations.of(caller.userId, id);
    return answer(viewOf(row, (await this.feedback.of(row.userId, [id])).get(id)), 'Here it is.');
  }

  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.commands.cancel(caller, id);
    return answer({ generationId: id, status: 'cancelled' }, 'The generation is cancelled.');
  }

  @Post(':id/retry')
  @HttpCode(202)
  async retry(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Headers(KEY_HEADER) key?: string) {
    return answer(await this.commands.retry(caller, id, keyIn(key)), 'It is tried again.');
  }

  @Post(':id/feedback')
  @HttpCode(200)
  async opinion(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: unknown) {
    const opinion = FeedbackRequest.parse(body);
    await this.generations.of(caller.userId, id);
    return answer(await this.feedback.give(caller.userId, id, opinion), 'Thank you.');
  }

  @Delete(':id')
  async delete(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.commands.delete(caller, id);
    return answer({ generationId: id }, 'The generation and its files are deleted.');
  }
}
