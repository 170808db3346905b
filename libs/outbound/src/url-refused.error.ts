import { AppError } from '@polyreel/service-kit';

/** Thrown where an address that a user named may not be called, with the reason in words. */
export class UrlRefused extends AppError {
  constructor(reason: string) {
    super('url_refused', `This address cannot be called: ${reason}.`, 400);
  }
}
