import { answer, CreateGenerationRequest, ListGenerationsQuery } from '@polyreel/http-api';
import { type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Estimator } from './film.estimator.js';
import { GenerationCommands } from './generation.commands.js';
import { summaryOf, viewOf } from './generation.view.js';
import { Generations } from './generations.repository.js';

/** Generations over HTTP, for the gateway. Who may see what is decided here, where the rows are. */
@Controller('generations')
export class GenerationsController {
  constructor(
    private readonly commands: GenerationCommands,
    private readonly generations: Generations,
    private readonly estimator: Estimator,
  ) {}

  @Post()
  @HttpCode(202)
  async create(@CallerOf() caller: Caller, @Body() body: unknown) {
    const { prompt, language, dryRun, ...options } = CreateGenerationRequest.parse(body);
    if (dryRun) {
      this.commands.refuse(prompt, language);
      return answer(this.estimator.plan(prompt, language, options), 'Nothing was made: this is the plan.');
    }
    const generationId = await this.commands.create(caller, prompt, language, options);
    const ahead = await this.generations.ahead(generationId);
    const estimatedTimeSeconds = this.estimator.seconds(prompt, options, ahead);
    return answer(
      { generationId, status: 'pending', estimatedTimeSeconds, estimatedCostUsd: 0, queuePosition: ahead },
      'The prompt is accepted.',
    );
  }

  @Get()
  async list(@CallerOf() caller: Caller, @Query() query: unknown) {
    const { rows, nextCursor } = await this.generations.page(caller.userId, ListGenerationsQuery.parse(query));
    return answer({ generations: rows.map(summaryOf), nextCursor }, `${rows.length} generation(s).`);
  }

  @Get(':id')
  async read(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    return answer(viewOf(await this.generations.of(caller.userId, id)), 'Here it is.');
  }

  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.commands.cancel(caller, id);
    return answer({ generationId: id, status: 'cancelled' }, 'The generation is cancelled.');
  }

  @Delete(':id')
  async delete(@CallerOf() caller: Caller, @Param('id', ParseUUIDPipe) id: string) {
    await this.commands.delete(caller, id);
    return answer({ generationId: id }, 'The generation and its files are deleted.');
  }
}
