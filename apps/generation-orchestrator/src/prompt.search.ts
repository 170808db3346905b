import { FoundGenerations } from '@polyreel/http-api';
import { type Caller, Neighbours } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

/** Finds the caller's generations by the words of their prompts. What a word is in which language, the history's search knows. */
@Injectable()
export class PromptSearch {
  constructor(private readonly neighbours: Neighbours) {}

  async idsOf(caller: Caller, q: string): Promise<readonly string[]> {
    const path = `/generations/search?${new URLSearchParams({ q }).toString()}`;
    return (await this.neighbours.ask({ service: 'analytics-service', path, caller, data: FoundGenerations })).generationIds;
  }
}
