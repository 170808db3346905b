import { answer } from '@polyreel/http-api';
import { ServiceOnly } from '@polyreel/service-kit';
import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Claims } from './claims.repository.js';

/** What became of generations, for user-service, which keeps credits set aside for them. */
@ServiceOnly()
@Controller('generations')
export class ReckoningController {
  constructor(private readonly claims: Claims) {}

  @Post(':id/reckoning')
  @HttpCode(200)
  async reckon(@Param('id', ParseUUIDPipe) id: string) {
    return answer(await this.claims.reckon(id), 'This became of it.');
  }
}
