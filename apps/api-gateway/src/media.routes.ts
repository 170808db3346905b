import { MAX_RECORDING_BYTES } from '@polyreel/contracts';
import { CreateUploadRequest, PresignedUpload } from '@polyreel/http-api';
import { z } from 'zod';
import type { Route } from './public.routes.js';

const media = { service: 'storage-service', tag: 'media', scope: 'media:read' } as const;
/** What storage-service signed is the whole permission: whoever was given the address may use it. */
const signed = { ...media, access: 'anyone', scope: undefined, query: z.strictObject({ token: z.string().max(4_096) }) } as const;

/** Files: how they come out, and how large ones come in. */
export const mediaRoutes: readonly Route[] = [
  { ...media, method: 'GET', path: '/media/{id}/download', summary: 'A file, to keep.', status: 200, streams: 'application/octet-stream' },
  {
    ...media,
    method: 'GET',
    path: '/media/{id}/stream',
    summary: 'A file, to play: answers Range.',
    status: 200,
    streams: 'application/octet-stream',
  },
  {
    ...media,
    method: 'POST',
    path: '/media/upload',
    scope: 'media:write',
    summary: 'An address that takes one PUT of a recording, to be used by /voice/process or /voice/generate within a day.',
    body: CreateUploadRequest,
    status: 201,
    data: PresignedUpload,
  },
  {
    ...signed,
    method: 'PUT',
    path: '/media/objects',
    summary: 'Where the local store has presigned addresses lead to; ask /media/upload for one. On S3 they lead to S3.',
    upload: { bytes: MAX_RECORDING_BYTES, tooLarge: 'body_too_large' },
    status: 200,
    data: z.object({ bytes: z.number().int(), checksum: z.string() }),
  },
  {
    ...signed,
    method: 'GET',
    path: '/media/objects',
    summary: 'A file by a presigned address of the local store: answers Range.',
    status: 200,
    streams: 'application/octet-stream',
  },
];
