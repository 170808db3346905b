/**
 * `lanes` hops over the index from lane to lane, so that a backlog of one costs the others nothing; `turns` takes the first few of each lane
 * that has room, numbered; the lowest numbers go first, lane by lane. A try at an endpoint is noted as it begins, so that one whose sender
 * died is in the log as well; of each delivery the last tries are kept.
 *
 * $1 how many, $2 seconds of the lease, $3 cap of a lane, $4 of a person, $5 of our own mail server, $6 tries kept of a delivery.
 */
export const LEASE = `
  WITH RECURSIVE lanes AS (
    (SELECT lane FROM notifications.deliveries WHERE state IN ('waiting', 'sending') AND due_at <= now() ORDER BY lane LIMIT 1)
    UNION ALL
    SELECT (SELECT d.lane FROM notifications.deliveries d
            WHERE d.state IN ('waiting', 'sending') AND d.due_at <= now() AND d.lane > lanes.lane ORDER BY d.lane LIMIT 1)
    FROM lanes WHERE lanes.lane IS NOT NULL),
  under_way AS (SELECT lane, user_id FROM notifications.deliveries WHERE state = 'sending' AND due_at > now()),
  room AS (
    SELECT lane, CASE WHEN lane = 'email' THEN $5::integer ELSE $3::integer END - (SELECT count(*) FROM under_way u WHERE u.lane = lanes.lane) AS free
    FROM lanes WHERE lane IS NOT NULL),
  turns AS (
    SELECT candidate.id, candidate.user_id, row_number() OVER (PARTITION BY room.lane ORDER BY candidate.due_at) AS turn, candidate.due_at
    FROM room CROSS JOIN LATERAL (
      SELECT id, user_id, due_at FROM notifications.deliveries
      WHERE lane = room.lane AND state IN ('waiting', 'sending') AND due_at <= now()
      ORDER BY due_at LIMIT greatest(room.free, 0) FOR UPDATE SKIP LOCKED) AS candidate),
  fair AS (
    SELECT id, turn, due_at, user_id, row_number() OVER (PARTITION BY user_id ORDER BY turn, due_at)
      + (SELECT count(*) FROM under_way u WHERE u.user_id = turns.user_id) AS of_user FROM turns),
  next AS (SELECT id FROM fair WHERE of_user <= $4::integer ORDER BY turn, due_at LIMIT $1),
  leased AS (
    UPDATE notifications.deliveries AS d
    SET state = 'sending', attempt = attempt + 1, fence = fence + 1, due_at = now() + make_interval(secs => $2),
      first_attempt_at = coalesce(first_attempt_at, now())
    FROM next WHERE d.id = next.id
    RETURNING d.id, method, d.user_id AS "userId", kind, message_id AS "messageId", target, content, webhook_id AS "webhookId",
      notification_id AS "notificationId", attempt, fence, first_attempt_at AS "firstAttemptAt"),
  begun AS (
    INSERT INTO notifications.attempts (delivery_id, number) SELECT id, fence FROM leased WHERE "webhookId" IS NOT NULL),
  dropped AS (
    DELETE FROM notifications.attempts AS old USING leased WHERE old.delivery_id = leased.id AND old.number <= leased.fence - $6::bigint)
  SELECT * FROM leased`;
