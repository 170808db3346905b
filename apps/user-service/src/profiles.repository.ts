import type { DataOf, UserRegistered } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { ListUsersQuery } from '@polyreel/http-api';
import { AppError, pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Profile } from './profile.entity.js';

/** Who has an account here. */
@Injectable()
export class Profiles {
  constructor(private readonly database: Database) {}

  /** Makes the profile of a new account; not that of one that has been closed meanwhile. */
  async add({ userId, email, locale, registeredAt }: DataOf<typeof UserRegistered>): Promise<void> {
    await this.database.query(
      `INSERT INTO users.profiles (user_id, email, locale, created_at) SELECT $1, $2, $3, $4
       WHERE NOT EXISTS (SELECT 1 FROM users.closed_accounts WHERE user_id = $1) ON CONFLICT DO NOTHING`,
      [userId, email, locale, registeredAt],
    );
  }

  find(userId: string): Promise<Profile | null> {
    return this.rows.findOneBy({ userId });
  }

  /** Throws `user_not_found`. */
  async of(userId: string): Promise<Profile> {
    const found = await this.find(userId);
    if (!found) throw new AppError('user_not_found', 'There is no such account.', 404);
    return found;
  }

  /** Inside a unit of work: locked until it ends. */
  async forChange(userId: string): Promise<Profile> {
    const found = await this.rows.findOne({ where: { userId }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new AppError('user_not_found', 'There is no such account.', 404);
    return found;
  }

  async save(profile: Profile): Promise<void> {
    await this.rows.save(profile);
  }

  async isClosed(userId: string): Promise<boolean> {
    return (await this.database.query(`SELECT 1 AS closed FROM users.closed_accounts WHERE user_id = $1`, [userId])).length > 0;
  }

  /** Newest first. What is looked for is text, whatever signs are in it. */
  async page({ limit, cursor, q, tier, suspended }: ListUsersQuery): Promise<{ rows: Profile[]; nextCursor: string | null }> {
    const query = this.rows.createQueryBuilder('p');
    if (tier) query.andWhere('p.tier = :tier', { tier });
    if (suspended !== undefined) query.andWhere('p.suspended = :suspended', { suspended });
    if (q) {
      const part = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      query.andWhere('(p.email ILIKE :part OR p.displayName ILIKE :part OR p.userId = :q)', { part, q });
    }
    if (cursor) query.andWhere('(p.createdAt, p.userId) < (:at, :id)', placeIn(cursor));
    const rows = await query
      .orderBy('p.createdAt', 'DESC')
      .addOrderBy('p.userId', 'DESC')
      .take(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ createdAt: at, userId: id }) => ({ at, id }));
  }

  private get rows() {
    return this.database.repository(Profile);
  }
}
