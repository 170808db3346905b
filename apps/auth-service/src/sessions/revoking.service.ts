import { REMEMBERED_SECONDS, type RevocationKind, Revocations } from '@polyreel/access';
import { Database } from '@polyreel/database';
import { Every } from '@polyreel/service-kit';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

const EVERY_MS = 2_000;
const REMEMBERED = `interval '${REMEMBERED_SECONDS} seconds'`;

interface Revocation {
  kind: RevocationKind;
  id: string;
  at: Date;
}

/**
 * Ends tokens before their time. What is ended commits with its cause; Redis is told right after, and told everything again when it could
 * not be reached or has lost what it knew.
 */
@Injectable()
export class Revoking implements OnApplicationBootstrap {
  /** Redis may not know everything: it was away, or we have just started. */
  private behind = true;

  constructor(
    private readonly database: Database,
    private readonly revocations: Revocations,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.catchUp();
  }

  /** Ends one session, everything issued to one person until now, what is remembered of an API key, or a signing key. Joins the open transaction. */
  async end(kind: RevocationKind, id: string): Promise<void> {
    const [row] = await this.database.query<{ at: Date }>(
      `INSERT INTO auth.revocations (kind, id, at) VALUES ($1, $2, clock_timestamp())
         ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at RETURNING at`,
      [kind, id],
    );
    this.database.afterCommit(() => void this.tell({ kind, id, at: row!.at }));
  }

  /** Tells Redis what it may have missed. */
  @Every(EVERY_MS)
  async catchUp(): Promise<void> {
    if (!this.behind && (await this.revocations.isComplete()) !== false) return;
    await this.database.query(`DELETE FROM auth.revocations WHERE at < now() - ${REMEMBERED}`);
    const rows = await this.database.query<Revocation>(`SELECT kind, id, at FROM auth.revocations`);
    this.behind = false;
    await Promise.all(rows.map((row) => this.tell(row)));
    if (!this.behind) await this.revocations.complete();
  }

  private async tell({ kind, id, at }: Revocation): Promise<void> {
    if (!(await this.revocations.end(kind, id, at))) this.behind = true;
  }
}
