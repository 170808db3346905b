import { type ObjectPlace, ObjectMissing, ObjectStore, ObjectStoreConfig, SignedAccess } from '@polyreel/object-store';
import { AppError, countedUpload, Public, TakesUploads } from '@polyreel/service-kit';
import { Controller, Get, type OnModuleInit, Put, Query, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serveObject } from './object.reply.js';
import { Uploads } from './uploads.repository.js';

/** The signed addresses of the local store. The signature is the whole permission: no caller is asked for. */
@Public()
@Controller('media/objects')
export class SignedObjectsController implements OnModuleInit {
  private readonly access: SignedAccess | undefined;

  constructor(
    private readonly store: ObjectStore,
    { OBJECT_STORE_SECRET: secret }: ObjectStoreConfig,
    private readonly http: HttpAdapterHost,
    private readonly uploads: Uploads,
  ) {
    // On S3 addresses lead to S3 itself and nothing is signed here.
    this.access = secret ? new SignedAccess(secret) : undefined;
  }

  /** Fastify refuses bodies that it has no parser for: media passes through as the stream it is. */
  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
  }

  @Get()
  async read(@Query('token') token: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const permit = this.open(token);
    if (permit.permits !== 'read') throw new AppError('bad_signature', 'This address is for uploading.', 403);
    const file = await this.store.stat(permit);
    if (!file) throw new ObjectMissing(permit);
    await serveObject(this.store, file, request, reply, { saveAs: permit.fileName });
  }

  @Put()
  @TakesUploads()
  async write(@Query('token') token: unknown, @Req() request: FastifyRequest) {
    const permit = this.open(token);
    if (permit.permits !== 'write') throw new AppError('bad_signature', 'This address is for reading.', 403);
    if (request.headers['content-type'] !== permit.contentType) {
      throw new AppError('unsupported_media_type', `This address takes ${permit.contentType}.`, 415);
    }
    const place: ObjectPlace = { bucket: permit.bucket, key: permit.key };
    const limit = { bytes: permit.maxBytes, tooLarge: 'body_too_large' };
    const { bytes, checksum } = await this.uploads.take(place, () =>
      this.store.put(place, permit.contentType, countedUpload(request, limit)),
    );
    return { data: { bytes, checksum }, message: 'The file is stored.', status: 'success', timestamp: new Date().toISOString() };
  }

  private open(token: unknown) {
    if (!this.access) throw new AppError('not_found', 'There is nothing here.', 404);
    return this.access.open(String(token));
  }
}
