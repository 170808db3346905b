import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Raised where a reservation or a taking would leave less than nothing. */
export const NOT_SO_MANY = 'PR402';

/**
 * The ledger. Entries are only added; what each does to the balance follows from its kind; the account's row is moved by the entries alone
 * and is what they lock. A generation has one reservation, and what is settled and released of it is never more.
 */
export class Credits1764130100000 implements MigrationInterface {
  readonly name = 'Credits1764130100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users.credit_accounts (
        user_id text PRIMARY KEY,
        balance integer NOT NULL DEFAULT 0,
        reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0)
      )`);
    await runner.query(`
      CREATE TABLE users.credit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id text NOT NULL REFERENCES users.credit_accounts,
        kind text NOT NULL CHECK (kind IN ('monthly', 'grant', 'take', 'reserve', 'settle', 'release')),
        credits integer NOT NULL CHECK (credits >= 0),
        -- What is settled was taken off the balance when it was reserved.
        amount integer NOT NULL GENERATED ALWAYS AS (CASE kind WHEN 'settle' THEN 0 WHEN 'reserve' THEN -credits WHEN 'take' THEN -credits ELSE credits END) STORED,
        -- What led to it, once: a month and tier, an entry of the audit log, or a generation.
        cause text NOT NULL,
        key_id uuid,
        -- The month it counts for: of a generation, that of its reservation.
        month text NOT NULL,
        -- An operator's: it may leave less than nothing.
        overdraws boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (user_id, kind, cause)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX credit_entries_of_generation ON users.credit_entries (cause, kind) INCLUDE (credits)
      WHERE kind IN ('reserve', 'settle', 'release')`);
    await runner.query(`CREATE INDEX credit_entries_of_month ON users.credit_entries (user_id, month)`);
    await runner.query(`CREATE INDEX credit_entries_reservations ON users.credit_entries (user_id, id DESC) WHERE kind = 'reserve'`);
    // Reservations whose generation has not ended. Whoever deletes the row ends it.
    await runner.query(`
      CREATE TABLE users.open_reservations (
        generation_id uuid PRIMARY KEY,
        user_id text NOT NULL,
        credits integer NOT NULL,
        key_id uuid,
        month text NOT NULL,
        confirmed boolean NOT NULL DEFAULT false,
        made_at timestamptz NOT NULL DEFAULT now(),
        look_at timestamptz NOT NULL DEFAULT now() + interval '2 minutes'
      )`);
    await runner.query(`CREATE INDEX open_reservations_look ON users.open_reservations (look_at)`);
    await runner.query(POSTING);
    await runner.query(`
      CREATE TRIGGER credit_entries_post AFTER INSERT ON users.credit_entries FOR EACH ROW EXECUTE FUNCTION users.post_credit_entry()`);
    await runner.query(`
      CREATE TRIGGER credit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON users.credit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION users.stays_as_written()`);
    await runner.query(`
      CREATE TRIGGER credit_accounts_stay BEFORE UPDATE OR DELETE ON users.credit_accounts
      FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION users.stays_as_written()`);
    await runner.query(`
      CREATE TRIGGER credit_accounts_begin_empty BEFORE INSERT ON users.credit_accounts
      FOR EACH ROW WHEN (NEW.balance <> 0 OR NEW.reserved <> 0) EXECUTE FUNCTION users.stays_as_written()`);
    await runner.query(BREACHES);
    await runner.query(`
      CREATE TABLE users.budgets (
        user_id text NOT NULL,
        scope text NOT NULL, -- 'account', or the id of an API key
        credits integer NOT NULL CHECK (credits >= 0),
        PRIMARY KEY (user_id, scope)
      )`);
    await runner.query(`
      CREATE TABLE users.budget_notices (
        user_id text NOT NULL,
        scope text NOT NULL,
        month text NOT NULL,
        credits integer NOT NULL,
        percent integer NOT NULL,
        PRIMARY KEY (user_id, scope, month, credits, percent)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW users.credit_breaches`);
    await runner.query(
      `DROP TABLE users.budget_notices, users.budgets, users.open_reservations, users.credit_entries, users.credit_accounts`,
    );
    await runner.query(`DROP FUNCTION users.post_credit_entry()`);
  }
}

const POSTING = `
  CREATE FUNCTION users.post_credit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    kept integer;
    held integer;
  BEGIN
    UPDATE users.credit_accounts SET balance = balance + NEW.amount,
      reserved = reserved + CASE NEW.kind WHEN 'reserve' THEN NEW.credits WHEN 'settle' THEN -NEW.credits WHEN 'release' THEN -NEW.credits ELSE 0 END
    WHERE user_id = NEW.user_id RETURNING balance INTO kept;
    IF kept < 0 AND NEW.amount < 0 AND NOT NEW.overdraws THEN
      RAISE EXCEPTION 'this account has not so many credits' USING ERRCODE = '${NOT_SO_MANY}';
    END IF;
    IF NEW.kind IN ('settle', 'release') THEN
      SELECT sum(CASE kind WHEN 'reserve' THEN credits ELSE -credits END) INTO held FROM users.credit_entries
      WHERE cause = NEW.cause AND user_id = NEW.user_id AND kind IN ('reserve', 'settle', 'release');
      IF held < 0 THEN
        RAISE EXCEPTION 'more is settled and released of % than was reserved', NEW.cause USING ERRCODE = 'integrity_constraint_violation';
      END IF;
    END IF;
    RETURN NULL;
  END $$`;

/** Every promise of the ledger that does not hold; no row means that all of them do. It reads the entries, not what the code believes. */
const BREACHES = `
  CREATE VIEW users.credit_breaches AS
  WITH sums AS (
    SELECT user_id, sum(amount) AS balance,
      coalesce(sum(credits) FILTER (WHERE kind = 'reserve'), 0) - coalesce(sum(credits) FILTER (WHERE kind IN ('settle', 'release')), 0) AS reserved,
      bool_or(overdraws) AS overdraws
    FROM users.credit_entries GROUP BY user_id
  ), generations AS (
    SELECT cause, min(user_id) AS user_id, count(DISTINCT user_id) AS owners,
      sum(credits) FILTER (WHERE kind = 'reserve') AS reserved,
      coalesce(sum(credits) FILTER (WHERE kind IN ('settle', 'release')), 0) AS ended,
      bool_or(kind = 'release') AS over, bool_or(kind = 'settle') AS settled
    FROM users.credit_entries WHERE kind IN ('reserve', 'settle', 'release') GROUP BY cause
  )
  SELECT a.user_id, a.user_id AS about, 'the balance is not the sum of the entries' AS breach
    FROM users.credit_accounts a LEFT JOIN sums s USING (user_id) WHERE a.balance <> coalesce(s.balance, 0)
  UNION ALL SELECT a.user_id, a.user_id, 'what is reserved is not the sum of the open reservations'
    FROM users.credit_accounts a LEFT JOIN sums s USING (user_id) WHERE a.reserved <> coalesce(s.reserved, 0)
  UNION ALL SELECT user_id, user_id, 'the balance is below nothing' FROM sums WHERE balance < 0 AND NOT overdraws
  UNION ALL SELECT user_id, cause, 'settled or released without having been reserved' FROM generations WHERE reserved IS NULL OR owners > 1
  UNION ALL SELECT user_id, cause, 'settled and released is not what was reserved' FROM generations WHERE over AND ended <> reserved
  UNION ALL SELECT user_id, cause, 'settled, and the rest not released' FROM generations WHERE settled AND NOT over
  UNION ALL SELECT g.user_id, cause, 'neither open nor ended'
    FROM generations g LEFT JOIN users.open_reservations o ON o.generation_id::text = g.cause WHERE NOT over AND o.generation_id IS NULL
  UNION ALL SELECT o.user_id, o.generation_id::text, 'open although it has ended, or was never reserved'
    FROM users.open_reservations o LEFT JOIN generations g ON g.cause = o.generation_id::text WHERE g.over IS NOT FALSE`;
