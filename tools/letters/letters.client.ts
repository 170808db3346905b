import {
  Discarded,
  LetterGroups,
  LetterPage,
  type LetterSelection,
  LetterView,
  ReplayPage,
  ReplayView,
  SkippedPage,
} from '@polyreel/http-api';
import { ApiClient } from '../client/api.client.js';

const BASE = '/v1/admin/dead-letters';

/** The part of the API that tells of dead letters. */
export class LettersClient extends ApiClient {
  async list(query: Readonly<Record<string, string>>) {
    return LetterPage.parse(await this.answer('GET', `${BASE}?${new URLSearchParams(query)}`));
  }

  async groups() {
    return LetterGroups.parse(await this.answer('GET', `${BASE}/groups`));
  }

  async skipped() {
    return SkippedPage.parse(await this.answer('GET', `${BASE}/skipped?limit=100`));
  }

  async show(id: string) {
    return LetterView.parse(await this.answer('GET', `${BASE}/${encodeURIComponent(id)}`));
  }

  async replays() {
    return ReplayPage.parse(await this.answer('GET', `${BASE}/replays`));
  }

  async replay(selection: LetterSelection) {
    return ReplayView.parse(await this.answer('POST', `${BASE}/replays`, selection));
  }

  async progress(replayId: string) {
    return ReplayView.parse(await this.answer('GET', `${BASE}/replays/${encodeURIComponent(replayId)}`));
  }

  async cancel(replayId: string) {
    return ReplayView.parse(await this.answer('POST', `${BASE}/replays/${encodeURIComponent(replayId)}/cancel`));
  }

  async discard(selection: LetterSelection, reason: string) {
    return Discarded.parse(await this.answer('POST', `${BASE}/discards`, { ...selection, reason }));
  }
}
