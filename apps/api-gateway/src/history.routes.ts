import { Figures, FiguresQuery, HistoryPage, HistoryQuery, RunTimeline } from '@polyreel/http-api';
import type { Route } from './public.routes.js';

const admin = { service: 'analytics-service', tag: 'admin', access: 'admin', scope: 'admin', method: 'GET', status: 200 } as const;

/** What happened in the mesh: events, runs, figures. */
export const historyRoutes: readonly Route[] = [
  { ...admin, path: '/admin/events', summary: 'What was said in the mesh, newest first.', query: HistoryQuery, data: HistoryPage },
  {
    ...admin,
    path: '/admin/runs/{correlationId}/timeline',
    summary: 'One run from its beginning, each event with what led to it.',
    data: RunTimeline,
  },
  {
    ...admin,
    path: '/admin/figures',
    summary: 'Events by type and hour, how long steps take, how many runs fail, what providers cost.',
    query: FiguresQuery,
    data: Figures,
  },
];
