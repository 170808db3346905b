import { type LetterSelection, ListLettersQuery } from '@polyreel/http-api';
import { Command, CommanderError, Option } from 'commander';
import { CommandError, EXIT } from '../client/command.error.js';

/** What can be laid away: never all at once. */
export type PartOfLetters = Exclude<LetterSelection, { all: true }>;

/** What a command line asks for. */
export type Wish = (
  | { do: 'list'; query: Readonly<Record<string, string>> }
  | { do: 'groups' | 'skipped' | 'replays' | 'watch' }
  | { do: 'show' | 'cancel'; id: string }
  | { do: 'replay'; selection: LetterSelection }
  | { do: 'discard'; selection: PartOfLetters; reason: string }
) & { json: boolean };

const HINT = 'npm run dead-letters -- --help lists what can be asked.';
const usage = (message: string) => new CommandError('usage', message, EXIT.usage, HINT);

interface Chosen {
  group?: string;
  all?: boolean;
  reason?: string;
}

/** Reads the command line. Throws a CommandError (64) on what it does not know; undefined where only help was asked for. */
export function parseLetters(args: readonly string[]): Wish | undefined {
  let wish: Wish | undefined;
  const wanted = new Command('npm run dead-letters --')
    .description('Messages that a handler gave up: look, hand back, lay away.')
    .exitOverride();
  const json = new Option('--json', 'prints JSON instead of a table (npm run --silent dead-letters -- … --json)');
  const add = (name: string, what: string) => wanted.command(name).description(what).addOption(json).exitOverride().configureOutput(QUIET);
  const choosing = (command: Command) =>
    command.argument('[id]', 'one letter').option('--group <queue:error>', 'those of one handler with one error, as `groups` names them');

  const list = add('list', 'letters, the last to fail first');
  list.addOption(new Option('--state <state>', 'which').choices(ListLettersQuery.shape.state.unwrap().options));
  for (const name of ['queue', 'error', 'limit', 'cursor']) list.option(`--${name} <${name}>`);
  list.option('--event-type <type>').option('--correlation-id <id>', 'of one run');
  list.action(({ json, ...query }: { json?: boolean } & Record<string, string>) => {
    wish = { do: 'list', query, json: json === true };
  });
  for (const [name, what] of [
    ['groups', 'what waits, by handler and error'],
    ['skipped', 'messages of types that nobody knew'],
    ['replays', 'what was handed back, the newest first'],
    ['watch', 'groups and running replays, drawn anew whenever they change'],
  ] as const)
    add(name, what).action(({ json }: { json?: boolean }) => {
      wish = { do: name, json: json === true };
    });
  for (const [name, what] of [
    ['show', 'one letter with its body and its stack'],
    ['cancel', 'stops a replay; what was not sent rests again'],
  ] as const)
    add(name, what)
      .argument('<id>')
      .action((id: string, { json }: { json?: boolean }) => {
        wish = { do: name, id, json: json === true };
      });
  choosing(add('replay', 'hands letters back to the handlers that they came from'))
    .option('--all', 'everything that waits')
    .action((id: string | undefined, chosen: Chosen & { json?: boolean }) => {
      wish = { do: 'replay', selection: selectionOf(id, chosen), json: chosen.json === true };
    });
  choosing(add('discard', 'lays letters away for good'))
    .requiredOption('--reason <words>', 'why nobody needs them')
    .action((id: string | undefined, chosen: Chosen & { json?: boolean }) => {
      wish = { do: 'discard', selection: partOf(id, chosen.group), reason: chosen.reason!, json: chosen.json === true };
    });

  try {
    wanted.configureOutput(QUIET).parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    if (error instanceof CommandError) throw error;
    throw usage(error instanceof CommanderError && error.code === 'commander.help' ? 'Say what to do.' : wordsOf(error));
  }
  return wish;
}

/** Commander's own words would come twice. */
const QUIET = { writeErr: () => undefined };

const wordsOf = (error: unknown) => (error as Error).message.replace(/^error: /, '');

function selectionOf(letterId: string | undefined, { group, all }: Chosen): LetterSelection {
  if (!all) return partOf(letterId, group);
  if (letterId !== undefined || group !== undefined) throw ambiguous();
  return { all };
}

/** One letter or one group: never all of them by mistake. */
function partOf(letterId: string | undefined, group: string | undefined): PartOfLetters {
  if ((letterId === undefined) === (group === undefined)) throw ambiguous();
  if (letterId !== undefined) return { letterId };
  // A queue's name holds no colon; an error's may.
  const [, queue, error] = /^([^:]+):(.+)$/s.exec(group!) ?? [];
  if (!queue || !error) throw usage(`"${group}" is no group: say <queue>:<error>, as \`groups\` shows them.`);
  return { group: { queue, error } };
}

const ambiguous = () => usage('Name one letter, or one --group, or (to replay) --all.');
