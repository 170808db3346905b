import { GenerationRequested, TextTranslated } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import type { EventRecord } from '../history/event.record.js';
import type { SearchDocument } from './search.port.js';
import { termsIn } from './search.terms.js';

interface Entry {
  generationId: string;
  ownerId: string | null;
  createdAt: string | null;
  prompt: string[] | null;
  translated: string[] | null;
}

/** What can be found, as rows: what the searches are fed from, whether they are here or away. Written in the transaction of the history. */
@Injectable()
export class SearchEntries {
  constructor(private readonly database: Database) {}

  /** Takes what people may look for out of some events. */
  async take(records: readonly EventRecord[]): Promise<void> {
    const entries = new Map<string, Entry>();
    for (const record of records) {
      const found = entryOf(record);
      if (found) entries.set(found.generationId, merged(found, entries.get(found.generationId)));
    }
    if (entries.size === 0) return;
    const terms = (column: string) =>
      `CASE WHEN ${column} IS NOT NULL THEN array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(${column}))) END`;
    await this.database.query(
      `INSERT INTO analytics.search_entries AS s (generation_id, owner_id, created_at, prompt_terms, translated_terms)
       SELECT "generationId", "ownerId", "createdAt", ${terms('prompt')}, ${terms('translated')}
       FROM jsonb_to_recordset($1::jsonb) AS e ("generationId" uuid, "ownerId" text, "createdAt" timestamptz, prompt jsonb, translated jsonb)
       WHERE NOT EXISTS (SELECT FROM analytics.erased x WHERE x.id IN ("generationId"::text, "ownerId"))
       ORDER BY 1
       ON CONFLICT (generation_id) DO UPDATE SET
         owner_id = coalesce(s.owner_id, excluded.owner_id), created_at = coalesce(s.created_at, excluded.created_at),
         prompt_terms = coalesce(excluded.prompt_terms, s.prompt_terms),
         translated_terms = coalesce(excluded.translated_terms, s.translated_terms), version = s.version + 1
       WHERE NOT s.gone`,
      [JSON.stringify([...entries.values()])],
    );
  }

  /** Forgets words at once; that they are gone is told to the search until it knows. Answers how many entries. */
  async forget(condition: string, value: string): Promise<number> {
    const rows = await this.database.query(
      `UPDATE analytics.search_entries SET gone = true, prompt_terms = NULL, translated_terms = NULL, version = version + 1
       WHERE ${condition} AND NOT gone RETURNING 1`,
      [value],
    );
    return rows.length;
  }

  /** What the search does not know yet, locked until the transaction ends. */
  async behind(most: number): Promise<{ fresh: SearchDocument[]; gone: string[]; known: { id: string; version: number }[] }> {
    const rows = await this.database.query<{ id: string; owner: string; at: Date; terms: string[]; version: number; gone: boolean }>(
      `SELECT generation_id AS id, owner_id AS owner, created_at AS at, tsvector_to_array(terms) AS terms, version, gone
       FROM analytics.search_entries WHERE indexed_version < version AND (gone OR (owner_id IS NOT NULL AND created_at IS NOT NULL))
       ORDER BY generation_id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [most],
    );
    return {
      fresh: rows
        .filter(({ gone }) => !gone)
        .map(({ id: generationId, owner: ownerId, at, terms, version }) => ({
          generationId,
          ownerId,
          createdAt: at.toISOString(),
          terms,
          version,
        })),
      gone: rows.filter(({ gone }) => gone).map(({ id }) => id),
      known: rows.map(({ id, version }) => ({ id, version })),
    };
  }

  async nowKnown(known: readonly { id: string; version: number }[]): Promise<void> {
    await this.database.query(
      `UPDATE analytics.search_entries s SET indexed_version = k.version FROM jsonb_to_recordset($1::jsonb) AS k (id uuid, version integer)
       WHERE s.generation_id = k.id`,
      [JSON.stringify(known)],
    );
    await this.database.query(`DELETE FROM analytics.search_entries WHERE gone AND indexed_version = version`);
  }
}

const Asked = GenerationRequested.data.pick({ generationId: true, userId: true, inputText: true });
const Translated = TextTranslated.data.pick({ generationId: true, translatedText: true });

/** Nothing where the event says nothing that anybody would look for. */
function entryOf({ type, correlationId, userId, at, data }: EventRecord): Entry | undefined {
  const known = { generationId: correlationId, ownerId: userId, createdAt: null, prompt: null, translated: null };
  if (type === GenerationRequested.type) {
    const said = Asked.safeParse(data);
    if (!said.success) return undefined;
    const { generationId, userId: ownerId, inputText } = said.data;
    return { ...known, generationId, ownerId, createdAt: at, prompt: termsIn(inputText) };
  }
  if (type !== TextTranslated.type) return undefined;
  const said = Translated.safeParse(data);
  return said.success ? { ...known, generationId: said.data.generationId, translated: termsIn(said.data.translatedText) } : undefined;
}

const merged = (one: Entry, other: Entry | undefined): Entry => ({
  generationId: one.generationId,
  ownerId: one.ownerId ?? other?.ownerId ?? null,
  createdAt: one.createdAt ?? other?.createdAt ?? null,
  prompt: one.prompt ?? other?.prompt ?? null,
  translated: one.translated ?? other?.translated ?? null,
});
