import { AccountDataErased, AccountDeleted, AccountErased, type DataOf, RegistrationLapsed } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { defineProcess, type Move, Orchestrates, type RunView, tableOf } from '@polyreel/workflow';
import { z } from 'zod';

/** Who keeps something of people, and must say that nothing of a person is left before an account is erased. */
export const erasingServices = loadJson(import.meta.url, './erasing-services.json', z.array(z.string()).min(1));

export const Deletion = z.object({
  deletedAt: z.string(),
  /** When each service said that nothing is left. */
  erased: z.record(z.string(), z.string()),
  /** How often all were asked. */
  rounds: z.number().int(),
});
export type Deletion = z.infer<typeof Deletion>;
type Step = 'erasing' | 'erased';

/** After so long all are asked again: who has erased already answers at once. It goes on until the last one has answered. */
const ROUND_SECONDS = 300;

const { begins, hears, overdue, starts } = tableOf<Deletion, Step>();

function dataErased(
  { id, state }: RunView<Deletion, Step>,
  { service }: DataOf<typeof AccountDataErased>,
): Move<Deletion, Step> | undefined {
  if (!erasingServices.includes(service) || state.erased[service]) return undefined;
  const now = new Date().toISOString();
  const erased = { ...state.erased, [service]: now };
  if (erasingServices.some((name) => !erased[name])) return { state: { ...state, erased } };
  return { state: { ...state, erased }, to: 'erased', emit: [AccountErased({ userId: id, erasedAt: now })] };
}

/** Nobody asked for it: the address was never confirmed. */
const lapsed = ({ userId, lapsedAt }: DataOf<typeof RegistrationLapsed>): Move<Deletion, Step> & { state: Deletion } => ({
  state: { deletedAt: lapsedAt, erased: {}, rounds: 1 },
  emit: [AccountDeleted({ userId, deletedAt: lapsedAt })],
});

const askAgain = ({ id, state }: RunView<Deletion, Step>): Move<Deletion, Step> => ({
  state: { ...state, rounds: state.rounds + 1 },
  to: 'erasing',
  emit: [AccountDeleted({ userId: id, deletedAt: state.deletedAt })],
});

/** The deletion of an account, from its owner's word, or from the day on which nobody had confirmed its address for too long, until no service has anything of them. Its id is the person's. */
export const accountDeletion = defineProcess<Deletion, Step>({
  name: 'account-deletion',
  state: Deletion,
  steps: { erasing: ROUND_SECONDS, erased: 'end' },
  emits: [AccountDeleted, AccountErased],
  transitions: [
    begins('erasing'),
    starts(RegistrationLapsed, { to: 'erasing', run: ({ userId }) => userId, move: lapsed }),
    hears(AccountDataErased, { from: ['erasing'], to: ['erased'], run: ({ userId }) => userId, move: dataErased }),
    overdue({ from: ['erasing'], to: ['erasing'], move: askAgain }),
  ],
});

/** Deletions of accounts, moved by what services say that they have erased. */
@Orchestrates(accountDeletion)
export class AccountDeletion {}
