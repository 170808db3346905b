import { answer, GenerationSearchQuery } from '@polyreel/http-api';
import { AppError, type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { GenerationSearch } from './search.port.js';
import { wantedIn } from './search.terms.js';

/** Search for the service that lists generations: it asks for the caller, whose own are looked through. */
@ServiceOnly()
@Controller('generations/search')
export class SearchController {
  constructor(private readonly search: GenerationSearch) {}

  @Get()
  async find(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    const { q, limit } = GenerationSearchQuery.parse(query);
    const wanted = wantedIn(q);
    const generationIds = wanted.length === 0 ? [] : await this.search.find(userId, wanted, limit).catch(away);
    return answer({ generationIds }, `${generationIds.length} generation(s).`);
  }
}

function away(error: unknown): never {
  throw new AppError('service_unavailable', 'The search is away. Try again in a moment.', 503, { cause: String(error) });
}
