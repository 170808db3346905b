import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Raised where something would have to be told of a budget by a caller who tells nothing. */
export const TO_BE_TOLD = 'PR201';

/**
 * A reservation as one statement. What is asked of one person queues up at the row of their account, so what counts is how long it is locked:
 * as long as a function runs, and not for eight conversations between a service and its database. What must hold of entries the triggers keep
 * as before, whoever writes them.
 */
export class ReserveCredits1764136300000 implements MigrationInterface {
  readonly name = 'ReserveCredits1764136300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [MONTH_NOW, GRANT_MONTHLY, BUDGET_STANDINGS, NOTE_BUDGETS, RESERVE_CREDITS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION users.reserve_credits, users.note_budgets, users.budget_standings, users.grant_monthly, users.month_now`);
  }
}

/** By the database's clock, in UTC. */
const MONTH_NOW = `
  CREATE FUNCTION users.month_now() RETURNS text LANGUAGE sql STABLE AS $$ SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') $$`;

/** Grants what a tier gives in this month, once: after a change to a larger tier, the difference. The account must be locked. */
const GRANT_MONTHLY = `
  CREATE FUNCTION users.grant_monthly(who text, tier text, monthly integer) RETURNS integer LANGUAGE plpgsql AS $$
  DECLARE
    granted integer;
  BEGIN
    SELECT coalesce(sum(credits), 0) INTO granted FROM users.credit_entries
    WHERE user_id = who AND month = users.month_now() AND kind = 'monthly';
    IF granted >= monthly THEN
      RETURN 0;
    END IF;
    INSERT INTO users.credit_entries (user_id, kind, credits, cause, month)
    VALUES (who, 'monthly', monthly - granted, users.month_now() || ':' || tier, users.month_now()) ON CONFLICT DO NOTHING;
    RETURN CASE WHEN FOUND THEN monthly - granted ELSE 0 END;
  END $$`;

/** Every budget of a person and the account's spending, or, with a scope, those that there are of the account and of one key. */
const BUDGET_STANDINGS = `
  CREATE FUNCTION users.budget_standings(who text, only_scope text) RETURNS TABLE (scope text, credits integer, month text, spent integer)
  LANGUAGE sql STABLE AS $$
    SELECT b.scope, b.credits, users.month_now(), coalesce((
      SELECT -sum(e.amount) FROM users.credit_entries e
      WHERE e.user_id = who AND e.month = users.month_now() AND e.kind IN ('reserve', 'release') AND (b.scope = 'account' OR e.key_id::text = b.scope)), 0)::integer
    FROM (SELECT 'account' AS scope, (SELECT x.credits FROM users.budgets x WHERE x.user_id = who AND x.scope = 'account') AS credits
      UNION ALL SELECT x.scope, x.credits FROM users.budgets x WHERE x.user_id = who AND x.scope <> 'account' AND (only_scope IS NULL OR x.scope = only_scope)) AS b
    WHERE only_scope IS NULL OR b.credits IS NOT NULL
    ORDER BY b.scope <> 'account', b.scope
  $$`;

/**
 * Notes each threshold that is reached, or at which something was refused by the budget \`stopped\`: of each budget once in a month. Answers those
 * that were not noted before. Nobody is told of those without an account.
 */
const NOTE_BUDGETS = `
  CREATE FUNCTION users.note_budgets(who text, only_scope text, stopped text) RETURNS jsonb LANGUAGE sql AS $$
    WITH standing AS (SELECT * FROM users.budget_standings(who, only_scope) WHERE credits IS NOT NULL AND who ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    noted AS (
      INSERT INTO users.budget_notices (user_id, scope, month, credits, percent)
      SELECT who, s.scope, s.month, s.credits, t.percent FROM standing s CROSS JOIN (VALUES (80), (100)) AS t (percent)
      WHERE (t.percent = 100 AND s.scope = stopped) OR s.spent::bigint * 100 >= s.credits::bigint * t.percent
      ON CONFLICT DO NOTHING RETURNING scope, percent)
    SELECT coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object('percent', n.percent) ORDER BY s.scope <> 'account', s.scope, n.percent), '[]')
    FROM noted n JOIN standing s USING (scope)
  $$`;

/** Each question in here sees what was committed before the account's row was locked for it (read committed, volatile). */
const RESERVE_CREDITS = `
  CREATE FUNCTION users.reserve_credits(who text, generation uuid, wanted integer, key uuid, may_overdraw boolean, told_tier text, monthly jsonb, tells boolean)
  RETURNS TABLE (outcome text, balance integer, exceeded jsonb, notices jsonb) LANGUAGE plpgsql AS $$
  DECLARE
    former record;
    profile record;
    over record;
    of_key text := coalesce(key::text, 'account');
    tier text := told_tier;
  BEGIN
    notices := '[]';
    INSERT INTO users.credit_accounts (user_id) VALUES (who) ON CONFLICT DO NOTHING;
    SELECT a.balance INTO balance FROM users.credit_accounts a WHERE a.user_id = who FOR UPDATE;
    SELECT r.user_id, r.credits, l.id IS NOT NULL AS ended INTO former FROM users.credit_entries r
    LEFT JOIN users.credit_entries l ON l.cause = r.cause AND l.kind = 'release'
    WHERE r.kind = 'reserve' AND r.cause = generation::text;
    IF FOUND THEN
      outcome := CASE WHEN former.user_id = who AND NOT former.ended AND former.credits = wanted THEN 'reserved' ELSE 'differs' END;
      RETURN NEXT;
      RETURN;
    END IF;
    IF EXISTS (SELECT FROM users.closed_accounts c WHERE c.user_id = who) THEN
      outcome := 'closed';
      RETURN NEXT;
      RETURN;
    END IF;
    SELECT p.tier, p.suspended INTO profile FROM users.profiles p WHERE p.user_id = who;
    IF FOUND THEN
      IF profile.suspended THEN
        outcome := 'suspended';
        RETURN NEXT;
        RETURN;
      END IF;
      tier := profile.tier;
    END IF;
    balance := balance + users.grant_monthly(who, tier, (monthly ->> tier)::integer);
    SELECT s.scope, s.credits, s.spent INTO over FROM users.budget_standings(who, of_key) s WHERE s.spent + wanted > s.credits LIMIT 1;
    IF FOUND THEN
      outcome := 'exhausted';
      exceeded := to_jsonb(over);
      notices := users.note_budgets(who, of_key, over.scope);
    ELSIF balance < wanted AND NOT may_overdraw THEN
      outcome := 'insufficient';
    ELSE
      INSERT INTO users.open_reservations (generation_id, user_id, credits, key_id, month) VALUES (generation, who, wanted, key, users.month_now());
      INSERT INTO users.credit_entries (user_id, kind, credits, cause, key_id, month, overdraws)
      VALUES (who, 'reserve', wanted, generation::text, key, users.month_now(), may_overdraw);
      outcome := 'reserved';
      balance := balance - wanted;
      notices := users.note_budgets(who, of_key, NULL);
    END IF;
    IF notices <> '[]' AND NOT tells THEN
      RAISE EXCEPTION 'something is to be told of a budget' USING ERRCODE = '${TO_BE_TOLD}';
    END IF;
    RETURN NEXT;
  END $$`;
