import type { OidcStartQuery } from '@polyreel/http-api';
import { AppError, asAppError, type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { Attempt } from './oidc.client.js';
import { OidcConfig } from './oidc.config.js';

/** Sends browsers back to web pages, and to none but those that the operator lists: else anybody's page could be handed somebody's code. */
@Injectable()
export class ReturnPages {
  private readonly log: Logger;

  constructor(
    private readonly config: OidcConfig,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /** Throws `return_to_unknown`. Undefined where no page asks. */
  pageOf({ returnTo, challenge }: OidcStartQuery): Attempt['page'] {
    if (returnTo === undefined || challenge === undefined) return undefined;
    if (this.config.OIDC_RETURN_TO.includes(returnTo)) return { returnTo, challenge };
    throw new AppError('return_to_unknown', 'No sign-in ends at this page: it is not on the list of OIDC_RETURN_TO.', 400);
  }

  /** The page's address with the code, or with what went wrong, behind the `#`: no server, log or referrer sees it. */
  async leadBack(returnTo: string, code: () => Promise<string>): Promise<string> {
    return `${returnTo}#${new URLSearchParams(await this.outcome(code)).toString()}`;
  }

  private async outcome(code: () => Promise<string>): Promise<Record<string, string>> {
    try {
      return { code: await code() };
    } catch (thrown) {
      const failure = asAppError(thrown);
      this.log[failure.logLevel]({ err: thrown, code: failure.code }, failure.message);
      return { error: failure.code };
    }
  }
}
