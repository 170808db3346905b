import { ListOperationsQuery, OperationPage, OperationResolved, ResolveOperationRequest } from '@polyreel/http-api';
import type { Route } from './public.routes.js';

/** Each service that pays providers keeps the ledger of its own calls. */
const LEDGERS = {
  images: 'image-generation-service',
  videos: 'video-generation-service',
  speech: 'speech-recognition-service',
  'voice-languages': 'voice-language-detection-service',
} as const;

/** Calls to paid providers: look at them, and settle what nobody but the provider's own books can tell. */
export const providerOperationRoutes: readonly Route[] = Object.entries(LEDGERS).flatMap(([paidFor, service]): Route[] => [
  {
    service,
    tag: 'admin',
    access: 'admin',
    scope: 'admin',
    method: 'GET',
    path: `/admin/provider-operations/${paidFor}`,
    summary: `Calls to the providers of ${paidFor}, the newest first; \`?state=unknown\` shows those that wait for a decision.`,
    query: ListOperationsQuery,
    status: 200,
    data: OperationPage,
  },
  {
    service,
    tag: 'admin',
    access: 'admin',
    scope: 'admin',
    method: 'POST',
    path: `/admin/provider-operations/${paidFor}/{callKey}/resolve`,
    summary: 'Say how an unknown call ended, after a look at the provider’s own books.',
    body: ResolveOperationRequest,
    status: 200,
    data: OperationResolved,
  },
]);
