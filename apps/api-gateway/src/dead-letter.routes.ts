import {
  DiscardRequest,
  Discarded,
  LetterGroups,
  LetterPage,
  LetterSelection,
  LetterView,
  ListLettersQuery,
  PageQuery,
  ReplayPage,
  ReplayView,
  SkippedPage,
} from '@polyreel/http-api';
import type { Route } from './public.routes.js';

const admin = { service: 'analytics-service', tag: 'admin', access: 'admin', scope: 'admin' } as const;
const base = '/admin/dead-letters';

/** Messages that a handler gave up: look at them, hand them back, lay them away. */
export const deadLetterRoutes: readonly Route[] = [
  {
    ...admin,
    method: 'GET',
    path: base,
    summary: 'Dead letters, the last to fail first.',
    query: ListLettersQuery,
    status: 200,
    data: LetterPage,
  },
  {
    ...admin,
    method: 'GET',
    path: `${base}/groups`,
    summary: 'What waits, by handler and error, the largest group first.',
    status: 200,
    data: LetterGroups,
  },
  {
    ...admin,
    method: 'GET',
    path: `${base}/skipped`,
    summary: 'Messages of a type or major version that nobody knew. They did not fail.',
    query: PageQuery,
    status: 200,
    data: SkippedPage,
  },
  {
    ...admin,
    method: 'POST',
    path: `${base}/replays`,
    summary: 'Hand letters back to the handlers that they came from: one, a group, or all that wait.',
    body: LetterSelection,
    status: 202,
    data: ReplayView,
  },
  {
    ...admin,
    method: 'GET',
    path: `${base}/replays`,
    summary: 'Replays, the newest first.',
    query: PageQuery,
    status: 200,
    data: ReplayPage,
  },
  { ...admin, method: 'GET', path: `${base}/replays/{id}`, summary: 'How far a replay is.', status: 200, data: ReplayView },
  {
    ...admin,
    method: 'POST',
    path: `${base}/replays/{id}/cancel`,
    summary: 'Stop a replay. What was not sent yet rests again.',
    status: 200,
    data: ReplayView,
  },
  {
    ...admin,
    method: 'POST',
    path: `${base}/discards`,
    summary: 'Lay a letter or a group away for good, with a reason.',
    body: DiscardRequest,
    status: 200,
    data: Discarded,
  },
  { ...admin, method: 'GET', path: `${base}/{id}`, summary: 'One letter with its body and its stack.', status: 200, data: LetterView },
];
