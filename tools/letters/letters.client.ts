import type { LetterSelection } from '@polyreel/http-api';
import type { PartOfLetters } from './letters.options.js';
import { ApiClient } from '../client/api.client.js';

const BASE = '/v1/admin/dead-letters';

/** The part of the API that tells of dead letters. */
export class LettersClient extends ApiClient {
  list(query: Readonly<Record<string, string>>) {
    return this.data(this.polyreel.api.GET(BASE, { params: { query: query as never } }));
  }

  groups() {
    return this.data(this.polyreel.api.GET(`${BASE}/groups`));
  }

  skipped() {
    return this.data(this.polyreel.api.GET(`${BASE}/skipped`, { params: { query: { limit: 100 } } }));
  }

  show(id: string) {
    return this.data(this.polyreel.api.GET(`${BASE}/{id}`, { params: { path: { id } } }));
  }

  replays() {
    return this.data(this.polyreel.api.GET(`${BASE}/replays`));
  }

  replay(selection: LetterSelection) {
    return this.data(this.polyreel.api.POST(`${BASE}/replays`, { body: selection }));
  }

  progress(id: string) {
    return this.data(this.polyreel.api.GET(`${BASE}/replays/{id}`, { params: { path: { id } } }));
  }

  cancel(id: string) {
    return this.data(this.polyreel.api.POST(`${BASE}/replays/{id}/cancel`, { params: { path: { id } } }));
  }

  discard(selection: PartOfLetters, reason: string) {
    return this.data(this.polyreel.api.POST(`${BASE}/discards`, { body: { ...selection, reason } }));
  }
}
