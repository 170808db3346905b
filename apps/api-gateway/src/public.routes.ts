import {
  AcceptedGeneration,
  CreateGenerationRequest,
  GenerationPage,
  GenerationPlan,
  GenerationStatus,
  GenerationView,
  ListGenerationsQuery,
} from '@polyreel/http-api';
import { z } from 'zod';
import { deadLetterRoutes } from './dead-letter.routes.js';
import { providerOperationRoutes } from './provider-operation.routes.js';

/** One path of the public API: who owns it, what goes in, what comes out. Routing, checking and OpenAPI all read this. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** OpenAPI form, below /v1. */
  path: string;
  service: string;
  summary: string;
  tag: 'generations' | 'media' | 'admin';
  body?: z.ZodType;
  query?: z.ZodType;
  status: number;
  /** The `data` of the answer; unset where the answer is a file or a stream. */
  data?: z.ZodType;
  /** The content type of an answer that is not JSON. */
  streams?: string;
}

const generations = { service: 'generation-orchestrator', tag: 'generations' } as const;
const media = { service: 'storage-service', tag: 'media' } as const;

export const routes: readonly Route[] = [
  {
    ...generations,
    method: 'POST',
    path: '/generations',
    summary: 'Make a film of a prompt in any language, or with dryRun only plan and price it.',
    body: CreateGenerationRequest,
    status: 202,
    data: z.union([AcceptedGeneration, GenerationPlan]),
  },
  {
    ...generations,
    method: 'GET',
    path: '/generations',
    summary: 'Your generations, newest first.',
    query: ListGenerationsQuery,
    status: 200,
    data: GenerationPage,
  },
  {
    ...generations,
    method: 'GET',
    path: '/generations/{id}',
    summary: 'One generation with its shots, timeline, files and cost.',
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
    service: 'real-time-service',
    tag: 'generations',
    method: 'GET',
    path: '/generations/{id}/events',
    summary:
      'What happens to a generation, live, as server-sent events: generation_update for the run, job:* for its long work. Last-Event-ID resumes with nothing missed.',
    status: 200,
    streams: 'text/event-stream',
  },
  { ...media, method: 'GET', path: '/media/{id}/download', summary: 'A file, to keep.', status: 200, streams: 'application/octet-stream' },
  {
    ...media,
    method: 'GET',
    path: '/media/{id}/stream',
    summary: 'A file, to play: answers Range.',
    status: 200,
    streams: 'application/octet-stream',
  },
  ...deadLetterRoutes,
  ...providerOperationRoutes,
];
