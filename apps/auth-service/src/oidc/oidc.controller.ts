import { answer, OidcCallbackQuery, OidcExchangeRequest, OidcStartQuery } from '@polyreel/http-api';
import { Anyone, AppError, type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { whereaboutsOf } from '../sessions/session.model.js';
import { AttemptCookie } from './attempt.cookie.js';
import { OidcClient } from './oidc.client.js';
import { OidcCommands } from './oidc.commands.js';
import { ReturnPages } from './return.pages.js';

/** Signing in somewhere else, and coming back. */
@Anyone()
@Controller('auth/oidc')
export class OidcController {
  constructor(
    private readonly client: OidcClient,
    private readonly cookie: AttemptCookie,
    private readonly commands: OidcCommands,
    private readonly pages: ReturnPages,
  ) {}

  @Get('providers')
  providers() {
    const providers = Object.entries(this.client.providers).map(([provider, { label }]) => ({ provider, label }));
    return answer({ providers }, `${providers.length} provider(s).`);
  }

  @Get(':provider/start')
  async start(@Param('provider') provider: string, @Query() query: unknown, @Res() reply: FastifyReply) {
    const page = this.pages.pageOf(OidcStartQuery.parse(query));
    const { url, attempt } = await this.client.begin(provider);
    await reply
      .header('set-cookie', await this.cookie.given({ ...attempt, page }))
      .header('cache-control', 'no-store')
      .redirect(url.href, 302);
  }

  @Get(':provider/callback')
  async end(
    @Param('provider') provider: string,
    @Query() query: unknown,
    @Headers('cookie') cookies: string | undefined,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const attempt = await this.cookie.read(cookies);
    if (attempt?.provider !== provider)
      throw new AppError('oidc_not_begun', 'This browser has begun no such sign-in, or too long ago. Begin again.', 401);
    void reply.header('set-cookie', this.cookie.taken).header('cache-control', 'no-store');
    const claims = async () => this.client.end(attempt, OidcCallbackQuery.parse(query));
    if (!attempt.page) return answer(await this.commands.signIn(await claims(), whereaboutsOf(caller)), 'Welcome.');
    const { returnTo, challenge } = attempt.page;
    const back = await this.pages.leadBack(returnTo, async () => this.commands.codeFor(await claims(), challenge));
    return reply.redirect(back, 302);
  }

  @Post('exchange')
  @HttpCode(200)
  async exchange(@Body() body: unknown, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('cache-control', 'no-store');
    return answer(await this.commands.exchange(OidcExchangeRequest.parse(body), whereaboutsOf(caller)), 'Welcome.');
  }
}
