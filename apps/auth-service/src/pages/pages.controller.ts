import { AccountPageQuery } from '@polyreel/http-api';
import { Anyone } from '@polyreel/service-kit';
import { Controller, Get, Header, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ACCOUNT_SCRIPT, type AccountPage, accountPage } from './account.pages.js';
import { pageLanguage } from './page.words.js';

/** What a link in a letter opens. */
@Anyone()
@Controller('auth/pages')
export class PagesController {
  @Get('verify-email')
  verifyEmail(@Query() query: unknown, @Headers('accept-language') accepted: string | undefined, @Res() reply: FastifyReply) {
    return shown('verify-email', query, accepted, reply);
  }

  @Get('reset-password')
  resetPassword(@Query() query: unknown, @Headers('accept-language') accepted: string | undefined, @Res() reply: FastifyReply) {
    return shown('reset-password', query, accepted, reply);
  }

  @Get('account.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script() {
    return ACCOUNT_SCRIPT;
  }
}

function shown(name: AccountPage, query: unknown, accepted: string | undefined, reply: FastifyReply) {
  const language = pageLanguage(AccountPageQuery.parse(query).locale, accepted);
  return reply
    .headers({ 'content-type': 'text/html; charset=utf-8', 'content-language': language, 'cache-control': 'no-cache' })
    .send(accountPage(name, language));
}
