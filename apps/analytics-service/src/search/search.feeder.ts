import { Database } from '@polyreel/database';
import { Every } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { SearchEntries } from './search.entries.js';
import { GenerationSearch } from './search.port.js';

const EVERY_MS = 1_000;
const FED_AT_ONCE = 200;

/** Brings the search up to what the table holds. Where the search is away, what it missed waits in the table. */
@Injectable()
export class SearchFeeder {
  constructor(
    private readonly database: Database,
    private readonly entries: SearchEntries,
    private readonly search: GenerationSearch,
  ) {}

  @Every(EVERY_MS)
  async feed(): Promise<void> {
    for (let fed = FED_AT_ONCE; fed === FED_AT_ONCE;) fed = await this.database.transaction(() => this.feedSome());
  }

  private async feedSome(): Promise<number> {
    const { fresh, gone, known } = await this.entries.behind(FED_AT_ONCE);
    if (known.length === 0) return 0;
    await this.search.index(fresh);
    await this.search.forget(gone);
    await this.entries.nowKnown(known);
    return known.length;
  }
}
