import { type CreditEntry } from '../history/aftermath.js';
import { grouped, type Invariant, isTerminal } from './invariant.js';

const sum = (entries: readonly CreditEntry[], ...kinds: readonly string[]) =>
  entries.filter(({ kind }) => kinds.includes(kind)).reduce((total, { credits }) => total + credits, 0);

/** Judged from the bare entries. The operator plays, so a balance may fall below nothing; that of nobody else may. */
export const credits: Invariant = {
  name: 'I3',
  promises: 'credits reserved are captured or released, once, and never fall below nothing',
  judge({ after: { credits: entries, accounts, runs } }) {
    const reservations = grouped(
      entries.filter(({ kind }) => ['reserve', 'settle', 'release'].includes(kind)),
      ({ cause }) => cause,
    );
    const ofRuns = runs.flatMap(({ id, status }) => {
      const own = reservations.get(id) ?? [];
      const [reserved, ended] = [sum(own, 'reserve'), sum(own, 'settle', 'release')];
      if (!own.some(({ kind }) => kind === 'reserve')) return [`${id} runs on credits that nobody set aside`];
      if (!isTerminal(status)) return [];
      if (ended !== reserved) return [`of ${reserved} credits for ${id}, which is ${status}, ${ended} are settled or released`];
      const settled = own.some(({ kind }) => kind === 'settle');
      return settled === (status === 'completed') ? [] : [`${id} is ${status} and ${settled ? 'was' : 'was not'} paid for`];
    });
    const ofReservations = [...reservations].flatMap(([id, own]) => {
      const twice = ['reserve', 'settle', 'release'].filter((one) => own.filter(({ kind }) => kind === one).length > 1);
      const over = sum(own, 'settle', 'release') > sum(own, 'reserve');
      return [
        ...twice.map((kind) => `${id} has more than one ${kind}`),
        ...(over ? [`more is settled and released of ${id} than was reserved`] : []),
      ];
    });
    const ofAccounts = accounts.flatMap(({ userId, balance }) => {
      const own = entries.filter((entry) => entry.userId === userId);
      const total = own.reduce((sofar, { amount }) => sofar + amount, 0);
      return [
        ...(total === balance ? [] : [`${userId} has ${balance} credits and entries for ${total}`]),
        ...(balance < 0 && !own.some(({ overdraws }) => overdraws) ? [`${userId} has ${balance} credits`] : []),
      ];
    });
    return { broken: [...ofRuns, ...ofReservations, ...ofAccounts], looked: reservations.size };
  },
};
