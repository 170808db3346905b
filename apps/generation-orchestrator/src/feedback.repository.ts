import { Database } from '@polyreel/database';
import type { FeedbackRequest, FeedbackView } from '@polyreel/http-api';
import { Injectable } from '@nestjs/common';

interface Row {
  generation_id: string;
  rating: number;
  comments: string | null;
  satisfaction_score: number | null;
  updated_at: Date;
}

/** What people think of their films: one opinion for each person and film, and the last one counts. */
@Injectable()
export class Feedback {
  constructor(private readonly database: Database) {}

  async give(userId: string, generationId: string, { rating, comments, satisfactionScore }: FeedbackRequest): Promise<FeedbackView> {
    const [row] = await this.database.query<Row>(
      `INSERT INTO generation.feedback (generation_id, user_id, rating, comments, satisfaction_score) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (generation_id, user_id) DO UPDATE
         SET rating = excluded.rating, comments = excluded.comments, satisfaction_score = excluded.satisfaction_score, updated_at = now()
       RETURNING *`,
      [generationId, userId, rating, comments ?? null, satisfactionScore ?? null],
    );
    return viewOf(row!);
  }

  /** Of each of these generations that the person has said something about. */
  async of(userId: string, generationIds: readonly string[]): Promise<Map<string, FeedbackView>> {
    const rows = await this.database.query<Row>(`SELECT * FROM generation.feedback WHERE user_id = $1 AND generation_id = ANY($2)`, [
      userId,
      generationIds,
    ]);
    return new Map(rows.map((row) => [row.generation_id, viewOf(row)]));
  }
}

const viewOf = ({ rating, comments, satisfaction_score, updated_at }: Row): FeedbackView => ({
  rating,
  comments,
  satisfactionScore: satisfaction_score,
  givenAt: updated_at.toISOString(),
});
