import { type Fault } from '../fault.js';

const ORCHESTRATOR = 'generation-orchestrator';
const SLOW_DELETE = `
  CREATE FUNCTION faults.linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN OLD; END $$;
  CREATE TRIGGER faults_linger BEFORE DELETE ON generation.outbox FOR EACH ROW EXECUTE FUNCTION faults.linger();
`;
const SLEEPERS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;

export const killedBeforeTidying: Fault = {
  number: 4,
  title: 'a service that is killed between the confirm of an event and the delete of its outbox row publishes it twice, with one effect',
  short: true,
  async play(scene) {
    await scene.sql(SLOW_DELETE);
    scene.say('deleting from the outbox takes ten minutes');
    await scene.films(2);
    const told = async () => {
      const rows = await scene.sql<{ id: string }>(`SELECT envelope->>'id' AS id FROM generation.outbox`);
      const heard = new Set(scene.history.of('heard').map(({ eventId }) => eventId));
      return rows.filter(({ id }) => heard.has(id));
    };
    await scene.until('an event was heard whose outbox row still stands', async () => (await told()).length > 0);
    const rows = await told();
    await scene.stage.service(ORCHESTRATOR).end('SIGKILL');
    scene.say(`${ORCHESTRATOR} is killed with ${rows.length} rows published and not deleted`);
    // The server would go on with a dead client's statement to its end, and delete after all.
    await scene.sql(SLEEPERS);
    await scene.sql('DROP TRIGGER faults_linger ON generation.outbox; DROP FUNCTION faults.linger()');
    await scene.sql(SLEEPERS);
    scene.stage.service(ORCHESTRATOR).start();
    const times = (id: string) => scene.history.of('heard').filter(({ eventId }) => eventId === id).length;
    await scene.until('they are published once more', () => rows.every(({ id }) => times(id) > 1));
  },
};
