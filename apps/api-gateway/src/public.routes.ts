import {
  AcceptedGeneration,
  CreateGenerationRequest,
  FeedbackRequest,
  FeedbackView,
  GenerationPage,
  GenerationPlan,
  GenerationStatus,
  GenerationView,
  LanguageList,
  ListGenerationsQuery,
  ModelList,
  type Scope,
} from '@polyreel/http-api';
import type { UploadLimit } from '@polyreel/service-kit';
import { z } from 'zod';
import type { LimitKind } from './limits/caller.limits.js';
import { authRoutes } from './auth.routes.js';
import { deadLetterRoutes } from './dead-letter.routes.js';
import { notificationRoutes } from './notification.routes.js';
import { historyRoutes } from './history.routes.js';
import { mediaRoutes } from './media.routes.js';
import { providerOperationRoutes } from './provider-operation.routes.js';
import { userRoutes } from './user.routes.js';
import { voiceRoutes } from './voice.routes.js';
import { webhookRoutes } from './webhook.routes.js';

/** The chapters of the documentation, in their order. */
export const TAGS = {
  auth: 'Accounts: register, log in, stay in, leave.',
  users: 'You: profile, credits, what you have used.',
  'api-keys': 'Keys for programs.',
  generations: 'Films in the making and made.',
  media: 'Their files.',
  voice: 'A recording becomes a film.',
  webhooks: 'Calls to your own server when something ends.',
  notifications: 'What you are told, and how.',
  admin: 'What went wrong, for the operator.',
} as const;
export type Tag = keyof typeof TAGS;

/** The file that a route takes in. */
export interface Upload extends UploadLimit {
  /** How much more a form may be that brings it, in bytes; unset where it comes alone only. */
  formBytes?: number;
}

/** One path of the public API: who owns it, what goes in, what comes out. Routing, checking and OpenAPI all read this. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** OpenAPI form, below /v1. */
  path: string;
  service: string;
  summary: string;
  tag: Tag;
  /** Who is let in: by default whoever has shown who they are; `admin` asks for the role as well. */
  access?: 'anyone' | 'admin';
  /** What an API key must be allowed to do, all of it. Left out, only a session opens the route. */
  scope?: Scope | readonly Scope[];
  /** What it is counted as; `calls` where nothing is said. */
  limit?: LimitKind | readonly LimitKind[];
  /** The service itself remembers Idempotency-Key, with what it makes; otherwise the gateway remembers the answer. */
  keepsKey?: true;
  /** Cookies go through, both ways: only for signing in by redirect. */
  cookies?: true;
  /** The path is where a standard puts it, not below /v1. */
  atRoot?: true;
  body?: z.ZodType;
  /** A file may come in: alone as the body, or as the part `file` of a form whose part `request` is the JSON. It streams through. */
  upload?: Upload;
  query?: z.ZodType;
  status: number;
  /** The `data` of the answer; unset where the answer is a file or a stream. */
  data?: z.ZodType;
  /** The content type of an answer that is not JSON. */
  streams?: string;
}

const generations = { service: 'generation-orchestrator', tag: 'generations', scope: 'generations:write' } as const;
const reading = { ...generations, scope: 'generations:read' } as const;

export const routes: readonly Route[] = [
  ...authRoutes,
  {
    ...generations,
    method: 'POST',
    path: '/generations',
    limit: 'generations',
    keepsKey: true,
    summary: 'Make a film of a prompt in any language, or with dryRun only plan and price it.',
    body: CreateGenerationRequest,
    status: 202,
    data: z.union([AcceptedGeneration, GenerationPlan]),
  },
  {
    ...reading,
    method: 'GET',
    path: '/generations',
    summary: 'Your generations, newest first.',
    query: ListGenerationsQuery,
    status: 200,
    data: GenerationPage,
  },
  {
    ...reading,
    method: 'GET',
    path: '/generations/{id}',
    summary: "One generation with its shots, timeline, files and cost; an admin may read anybody's.",
    status: 200,
    data: GenerationView,
  },
  {
    ...generations,
    method: 'DELETE',
    path: '/generations/{id}',
    summary: 'Delete a generation and its files; one that still runs is stopped first.',
    status: 200,
    data: z.object({ generationId: z.uuid() }),
  },
  {
    ...generations,
    method: 'POST',
    path: '/generations/{id}/cancel',
    summary: 'Stop a generation. Doing it twice is doing it once.',
    status: 200,
    data: z.object({ generationId: z.uuid(), status: GenerationStatus }),
  },
  {
    ...generations,
    method: 'POST',
    path: '/generations/{id}/retry',
    limit: 'generations',
    keepsKey: true,
    summary: 'Make one that failed or was cancelled anew, with the same seed, as a generation of its own.',
    status: 202,
    data: AcceptedGeneration,
  },
  {
    ...generations,
    method: 'POST',
    path: '/generations/{id}/feedback',
    summary: 'What you think of it. The next opinion stands in for the last.',
    body: FeedbackRequest,
    status: 200,
    data: FeedbackView,
  },
  {
    ...reading,
    service: 'real-time-service',
    method: 'GET',
    path: '/generations/{id}/events',
    summary:
      'What happens to a generation, live, as server-sent events: generation_update for the run, job:* for its long work. Last-Event-ID resumes with nothing missed.',
    status: 200,
    streams: 'text/event-stream',
  },
  {
    ...reading,
    method: 'GET',
    path: '/models',
    summary: 'The models that draw and film, in the order in which they are asked, with limits, prices and shutdown dates.',
    status: 200,
    data: ModelList,
  },
  {
    ...reading,
    service: 'translation-service',
    method: 'GET',
    path: '/languages',
    summary: 'The languages that are best understood here, and by what.',
    status: 200,
    data: LanguageList,
  },
  ...mediaRoutes,
  ...voiceRoutes,
  ...userRoutes,
  ...webhookRoutes,
  ...notificationRoutes,
  ...deadLetterRoutes,
  ...historyRoutes,
  ...providerOperationRoutes,
];

/** Where a route is found, with its parameters in braces. */
export const urlOf = ({ path, atRoot }: Pick<Route, 'path' | 'atRoot'>) => (atRoot ? path : `/v1${path}`);

/** Whether a repetition under the same Idempotency-Key is answered as it was first: by the service that keeps the key, else by the gateway. */
export const takesKey = ({ method, access }: Route): boolean => method === 'POST' && access !== 'anyone';
