import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

const SHORTEST = 8;

/** Refuses passwords that guessers try first. */
@Injectable()
export class PasswordRules {
  /** Read when the first password is chosen: 49,000 words. */
  private common?: Promise<ReadonlySet<string>>;

  /** Throws `password_too_common`. The length is checked where the request is. */
  async check(password: string, email: string): Promise<void> {
    const plain = password.normalize('NFKC').toLowerCase();
    const [local = ''] = email.split('@');
    const ownName = plain === email || plain === local;
    const oneCharacter = new Set(plain).size === 1;
    this.common ??= commonPasswords();
    if (ownName || oneCharacter || (await this.common).has(plain))
      throw new AppError('password_too_common', 'This password is among the first that somebody would guess. Choose another one.', 400);
  }
}

async function commonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set((dictionary['passwords-common'] as string[]).filter(({ length }) => length >= SHORTEST));
}
