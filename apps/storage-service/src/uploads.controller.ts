import { answer, CreateUploadRequest } from '@polyreel/http-api';
import { type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Post } from '@nestjs/common';
import { Uploads } from './uploads.repository.js';

/** Addresses for large files, which go past the API. */
@Controller('media/upload')
export class UploadsController {
  constructor(private readonly uploads: Uploads) {}

  @Post()
  async open(@CallerOf() { userId }: Caller, @Body() body: unknown) {
    return answer(await this.uploads.open(userId, CreateUploadRequest.parse(body)), 'Send the file to uploadUrl with one PUT.');
  }
}
