import { connect } from 'amqplib';
import { Client } from 'pg';
import { SCHEMA } from './outbox.services.js';

const BATCH = 200;

/** The floor of a drain: batches read, published with confirms and deleted in one transaction each, in bare pg and amqplib. Never ends by itself. */
export async function relayBarely(urls: { rabbitmq: string; postgres: string }, exchange: string, idleMs: number): Promise<void> {
  const client = new Client({ connectionString: urls.postgres });
  await client.connect();
  const channel = await (await connect(urls.rabbitmq, { noDelay: true })).createConfirmChannel();
  const table = `"${SCHEMA}".outbox`;
  const drainBatch = async () => {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string; envelope: { id: string; type: string } }>(
      `SELECT id, envelope FROM ${table} WHERE due_at < now() ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    for (const { envelope } of rows) {
      channel.publish(exchange, envelope.type, Buffer.from(JSON.stringify(envelope)), { persistent: true, messageId: envelope.id });
    }
    await channel.waitForConfirms();
    await client.query(`DELETE FROM ${table} WHERE id = ANY($1)`, [rows.map(({ id }) => id)]);
    await client.query('COMMIT');
    return rows.length;
  };
  const turn = async (): Promise<void> => {
    const drained = await drainBatch();
    setTimeout(() => void turn(), drained > 0 ? 0 : idleMs);
  };
  await turn();
}
