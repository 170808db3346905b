import { ObjectStore } from '@polyreel/object-store';
import { type Caller, CallerOf } from '@polyreel/service-kit';
import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Files } from './files.repository.js';
import { serveObject } from './object.reply.js';
import type { StoredFile } from './stored-file.entity.js';

/** Files over HTTP, to their owner only. Fastify answers HEAD on every GET. */
@Controller('media')
export class MediaController {
  constructor(
    private readonly files: Files,
    private readonly store: ObjectStore,
  ) {}

  @Get(':id/download')
  async download(
    @CallerOf() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const file = await this.files.readableBy(caller, id);
    await serveObject(this.store, referenceOf(file), request, reply, { saveAs: saveName(file) });
  }

  @Get(':id/stream')
  async stream(
    @CallerOf() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await serveObject(this.store, referenceOf(await this.files.readableBy(caller, id)), request, reply);
  }
}

const referenceOf = ({ bucket, storageKey: key, contentType, fileSize: bytes, checksum }: StoredFile) => ({
  bucket,
  key,
  contentType,
  bytes,
  checksum,
});

/** `polyreel-film-1a2b3c4d.mp4`: what it is, of which run. */
function saveName({ fileType, generationId, voiceId, storageKey }: StoredFile): string {
  const extension = /\.[a-z0-9]+$/.exec(storageKey)?.[0] ?? '';
  return `polyreel-${fileType}-${(generationId ?? voiceId ?? '').slice(0, 8)}${extension}`;
}
