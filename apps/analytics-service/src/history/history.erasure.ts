import { AccountDataErased, AccountDeleted, type DataOf, GenerationDeleted, VoiceDeleted } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { Handles } from '@polyreel/messaging';
import { Injectable } from '@nestjs/common';
import { SearchEntries } from '../search/search.entries.js';

/** The advisory lock that writing (shared) and erasing (alone) hold until they commit, so that neither overlooks the other. */
export const ERASING = 8_080_001;

/** Takes out of the history what is nobody's to read any more. That something happened, and what it cost, stays. */
@Injectable()
export class HistoryErasure {
  constructor(
    private readonly database: Database,
    private readonly search: SearchEntries,
  ) {}

  async ofGeneration(generationId: string): Promise<void> {
    await this.ofRun(generationId);
    await this.search.forget(`generation_id = $1::uuid`, generationId);
  }

  /** What was said in a recording cannot be searched for: it stands in its events only. */
  async ofVoice(voiceId: string): Promise<void> {
    await this.ofRun(voiceId);
  }

  async ofPerson(userId: string): Promise<{ events: number; searchEntries: number }> {
    await this.remember(userId);
    const own = await this.database.query(`DELETE FROM analytics.events WHERE correlation_id = $1 RETURNING 1`, [userId]);
    const others = await this.database.query(`UPDATE analytics.events SET data = '{}', user_id = NULL WHERE user_id = $1 RETURNING 1`, [
      userId,
    ]);
    return { events: own.length + others.length, searchEntries: await this.search.forget(`owner_id = $1`, userId) };
  }

  private async ofRun(id: string): Promise<void> {
    await this.remember(id);
    await this.database.query(`UPDATE analytics.events SET data = '{}' WHERE correlation_id = $1`, [id]);
  }

  /** What is on its way still must not come in after this. */
  private async remember(id: string): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock(${ERASING})`);
    await this.database.query(`INSERT INTO analytics.erased (id) VALUES ($1) ON CONFLICT DO NOTHING`, [id]);
  }
}

/** Forgets the words of a deleted generation. */
@Handles(GenerationDeleted)
export class ForgetGeneration {
  constructor(private readonly erasure: HistoryErasure) {}

  async handle({ generationId }: DataOf<typeof GenerationDeleted>) {
    await this.erasure.ofGeneration(generationId);
  }
}

/** Forgets what was said in a deleted recording. A film of it is a generation of its own, and keeps its prompt. */
@Handles(VoiceDeleted)
export class ForgetVoice {
  constructor(private readonly erasure: HistoryErasure) {}

  async handle({ voiceId }: DataOf<typeof VoiceDeleted>) {
    await this.erasure.ofVoice(voiceId);
  }
}

/** Forgets whoever has left. */
@Handles(AccountDeleted, { emits: [AccountDataErased] })
export class ForgetPerson {
  constructor(private readonly erasure: HistoryErasure) {}

  async handle({ userId }: DataOf<typeof AccountDeleted>) {
    return AccountDataErased({ userId, service: 'analytics-service', erased: await this.erasure.ofPerson(userId) });
  }
}
