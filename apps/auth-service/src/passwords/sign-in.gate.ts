import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

/** How many may be inside at once. Whoever comes then is told to come back: a crowd at the door must eat neither memory nor everybody's time. */
export const MOST_INSIDE = 64;

/** What costs a password hash goes through here, so that there is never more of it than was let in. */
@Injectable()
export class SignInGate {
  private inside = 0;

  /** Throws `sign_in_busy` (503), before anything was done, where too many are inside. */
  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= MOST_INSIDE)
      throw new AppError('sign_in_busy', 'Very many people sign in just now. Try again in a moment.', 503, undefined, 'debug');
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
    }
  }
}
