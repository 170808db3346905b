import { answer, KeptQuery } from '@polyreel/http-api';
import { type Caller, CallerOf, ServiceOnly } from '@polyreel/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { Files } from './files.repository.js';

/** The list of a person's files, for the export of their account. */
@ServiceOnly()
@Controller('kept/files')
export class KeptFilesController {
  constructor(private readonly files: Files) {}

  @Get()
  async page(@CallerOf() { userId }: Caller, @Query() query: unknown) {
    const { rows, nextCursor } = await this.files.page(userId, KeptQuery.parse(query).cursor);
    const items = rows.map(
      ({ id, generationId, voiceId, fileType, contentType, fileSize: bytes, checksum, createdAt, bucket, storageKey: key }) => ({
        fileId: id,
        generationId,
        voiceId,
        fileType,
        contentType,
        bytes,
        checksum,
        createdAt: createdAt.toISOString(),
        downloadUrl: `/v1/media/${id}/download`,
        place: { bucket, key },
      }),
    );
    return answer({ items, nextCursor }, 'What is kept.');
  }
}
