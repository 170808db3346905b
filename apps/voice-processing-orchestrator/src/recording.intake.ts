import { MAX_RECORDING_BYTES } from '@polyreel/contracts';
import { uploadPlace } from '@polyreel/http-api';
import { ObjectStore } from '@polyreel/object-store';
import { AppError, countedUpload, endUpload } from '@polyreel/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readMultipart, tooLarge } from './multipart.reader.js';

const MULTIPART = /^multipart\/form-data/i;
/** A recording that is the whole body. Its content is looked at, whatever it is called. */
const RAW = /^((audio|video)\/|application\/(ogg|octet-stream)\b)/i;
/** A request that is as large as it may be: the recording, the JSON, and the lines between them. */
const MAX_REQUEST_BYTES = MAX_RECORDING_BYTES + 512 * 1024;

/** What a request brought: what it says, and the file that came with it. */
export interface Brought {
  request: unknown;
  /** Where the file lies on this machine. */
  file?: string;
}

/** Gets recordings onto this machine, from requests and from uploads. They are written as they come and never held in memory. */
@Injectable()
export class RecordingIntake implements OnModuleInit {
  constructor(
    private readonly store: ObjectStore,
    private readonly http: HttpAdapterHost,
  ) {}

  /** Fastify refuses bodies that it has no parser for: recordings pass through as the streams they are. */
  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    for (const type of [MULTIPART, RAW]) fastify.addContentTypeParser(type, (_request, _payload, done) => done(null));
  }

  /** Takes in what a request brings, in whichever of the three forms it comes. */
  async take(request: FastifyRequest, folder: string): Promise<Brought> {
    const type = request.headers['content-type'] ?? '';
    if (!RAW.test(type) && !MULTIPART.test(type)) return { request: request.body };
    try {
      return await this.receive(request, type, join(folder, 'recording'));
    } catch (refusal) {
      endUpload(request);
      throw refusal;
    }
  }

  private async receive(request: FastifyRequest, type: string, file: string): Promise<Brought> {
    const body = countedUpload(request, { bytes: MAX_REQUEST_BYTES, tooLarge: 'voice_too_large' });
    if (RAW.test(type)) {
      await pipeline(body, atMost(MAX_RECORDING_BYTES), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
      return { request: {}, file };
    }
    const parts = await readMultipart(body, request.headers, file);
    return { request: parts.request === undefined ? {} : jsonIn(parts.request), file: parts.file ? file : undefined };
  }

  /** Brings an upload of this person here. Throws `upload_not_found`, and `voice_too_large` before it fetches anything. */
  async fetch(userId: string, uploadId: string, folder: string, signal: AbortSignal): Promise<string> {
    const place = uploadPlace(userId, uploadId);
    const found = await this.store.stat(place);
    if (!found)
      throw new AppError(
        'upload_not_found',
        'There is no such upload: it is older than a day, or a recording that was made of it is deleted.',
        404,
      );
    // S3 signs no upper limit into an address: more may lie there than was agreed.
    if (found.bytes > MAX_RECORDING_BYTES) throw tooLarge();
    const file = join(folder, 'recording');
    await pipeline(await this.store.get(place), atMost(MAX_RECORDING_BYTES), createWriteStream(file, { flags: 'wx', mode: 0o600 }), {
      signal,
    });
    return file;
  }
}

/** Breaks off as soon as more comes than was agreed, whatever anybody said of the length. */
function atMost(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      if (left < 0) done(tooLarge());
      else done(null, chunk);
    },
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('request_invalid', 'The field `request` is no JSON.', 400);
  }
}
