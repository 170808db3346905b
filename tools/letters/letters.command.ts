import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, tell } from '../client/command.error.js';
import { keptKey } from '../client/kept-key.js';
import { stageOn } from '../client/stage.js';
import { GATEWAY } from '../start/mesh.js';
import { stopSignal } from '../start/stop-signal.js';
import { LettersClient } from './letters.client.js';
import { parseLetters, type Wish } from './letters.options.js';
import { groupsTable, lettersTable, openedLetter, replaysTable, runningTable, skippedTable } from './letters.view.js';
import { endOf, followReplay } from './replay-progress.js';

const WATCH_EVERY_MS = 2_000;
const NARROW = 160;

/** `npm run dead-letters -- list|groups|show|replay|discard|…`: the dead letters of a mesh that runs. */
export async function run(args: readonly string[]): Promise<number> {
  const stop = stopSignal();
  try {
    const wish = parseLetters(args);
    if (wish) await carryOut(wish, new LettersClient(GATEWAY, keptKey(process.cwd()), stop), stop);
    return EXIT.ok;
  } catch (error) {
    return stop.aborted ? EXIT.interrupted : tell(error, args.includes('--json'));
  }
}

async function carryOut(wish: Wish, client: LettersClient, stop: AbortSignal): Promise<void> {
  const width = process.stdout.columns ?? NARROW;
  const say = <Answer>(answer: Answer, words: (answer: Answer) => string) =>
    console.log(wish.json ? JSON.stringify(answer, null, 2) : words(answer));
  switch (wish.do) {
    case 'list':
      return say(await client.list(wish.query), ({ letters, nextCursor }) =>
        [lettersTable(letters, width), ...(nextCursor ? [`More: --cursor ${nextCursor}`] : [])].join('\n'),
      );
    case 'groups':
      return say(await client.groups(), ({ groups }) => groupsTable(groups, width));
    case 'skipped':
      return say(await client.skipped(), ({ skipped }) => skippedTable(skipped, width));
    case 'replays':
      return say(await client.replays(), ({ replays }) => replaysTable(replays, width));
    case 'show':
      return say(await client.show(wish.id), openedLetter);
    case 'cancel':
      return say(await client.cancel(wish.id), (replay) => replaysTable([replay], width));
    case 'discard':
      return say(await client.discard(wish.selection, wish.reason), ({ discarded }) => `${discarded} letter(s) laid away.`);
    case 'replay': {
      const stage = stageOn(process.stderr);
      const replay = await followReplay(client, await client.replay(wish.selection), stage, stop).finally(() => stage.close());
      return say(replay, endOf);
    }
    case 'watch':
      return watch(client, stop, (answer) =>
        say(answer, ({ groups, replays }) => `${groupsTable(groups, width)}\n\n${runningTable(replays, width)}\n`),
      );
  }
}

type Board = Awaited<ReturnType<typeof boardOf>>;

async function boardOf(client: LettersClient) {
  const [{ groups }, { replays }] = await Promise.all([client.groups(), client.replays()]);
  return { groups, replays: replays.filter(({ state }) => state === 'running' || state === 'cancelling') };
}

/** Draws anew whenever something has changed, until it is stopped. */
async function watch(client: LettersClient, stop: AbortSignal, draw: (board: Board) => void): Promise<void> {
  for (let drawn = ''; ;) {
    const board = await boardOf(client);
    if (JSON.stringify(board) !== drawn) draw(board);
    drawn = JSON.stringify(board);
    await pause(WATCH_EVERY_MS, undefined, { signal: stop });
  }
}
