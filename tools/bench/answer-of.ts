import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Runs a script of the build in a process of its own and gives the one thing that it says to its parent, once it has ended. */
export async function answerOf<Answer>(script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Answer> {
  const child = fork(script, args, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = once(child, 'exit');
  const answer = await Promise.race([once(child, 'message') as Promise<[Answer]>, exit.then(() => undefined)]);
  if (!answer) throw new Error(`${script} ${args.join(' ')} ended before it said anything`);
  await exit;
  return answer[0];
}
