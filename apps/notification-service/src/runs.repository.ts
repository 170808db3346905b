import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import type { About } from './run.story.js';

/** What was asked for with a film. */
export interface Wishes {
  prompt: string;
  webhookUrl?: string;
  metadata?: Record<string, string>;
}

/** What is known of a run: whoever tells of it names the prompt and calls its own webhook. */
export interface Run {
  prompt: string | null;
  webhookUrl: string | null;
  metadata: Record<string, string> | null;
  /** How it ended, where that became known. */
  ending: unknown;
}

/** A title is not a novel. */
const PROMPT_KEPT = 300;

/** Runs as far as people are told of them. */
@Injectable()
export class Runs {
  constructor(private readonly database: Database) {}

  /** Keeps what was asked for; answers the run with its ending where that came first. */
  async asked(generationId: string, userId: string, { prompt, webhookUrl, metadata }: Wishes): Promise<Run> {
    const [run] = await this.database.query<Run>(
      `INSERT INTO notifications.runs (generation_id, user_id, prompt, webhook_url, metadata) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (generation_id) DO UPDATE SET prompt = excluded.prompt, webhook_url = excluded.webhook_url, metadata = excluded.metadata
       RETURNING ${COLUMNS}`,
      [generationId, userId, [...prompt].slice(0, PROMPT_KEPT).join(''), webhookUrl ?? null, metadata ? JSON.stringify(metadata) : null],
    );
    return run!;
  }

  /** Keeps how it ended; answers the run. */
  async ended(generationId: string, userId: string, ending: unknown): Promise<Run> {
    const [run] = await this.database.query<Run>(
      `INSERT INTO notifications.runs (generation_id, user_id, ending) VALUES ($1, $2, $3)
       ON CONFLICT (generation_id) DO UPDATE SET ending = excluded.ending RETURNING ${COLUMNS}`,
      [generationId, userId, JSON.stringify(ending)],
    );
    return run!;
  }

  async one(generationId: string): Promise<Run | undefined> {
    const [run] = await this.database.query<Run>(`SELECT ${COLUMNS} FROM notifications.runs WHERE generation_id = $1`, [generationId]);
    return run;
  }

  /** Its owner has deleted it: neither its prompt nor what was told of it stays. */
  async forget({ generationId, voiceId }: About): Promise<void> {
    const run = [generationId ?? null, voiceId ?? null];
    await this.database.query(`DELETE FROM notifications.notifications WHERE generation_id = $1 OR voice_id = $2`, run);
    await this.database.query(`DELETE FROM notifications.runs WHERE generation_id = $1`, run.slice(0, 1));
  }
}

const COLUMNS = `prompt, webhook_url AS "webhookUrl", metadata, ending`;
