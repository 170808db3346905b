import { hash, type Options, parseOptions, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import PQueue from 'p-queue';
import { AuthConfig } from '../auth.config.js';

/** Argon2id with 19 MiB, two passes and one lane: OWASP Password Storage Cheat Sheet. It is the library's default, and fixed here all the same. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID as Options['algorithm'], memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes passwords and checks them, a few at a time. How many wait is bounded by the gate before it. */
@Injectable()
export class PasswordHasher {
  private readonly turns: PQueue;
  /** Stands in for the hash of an address that nobody has, so that it takes as long to say no. */
  private readonly nobodys: Promise<string>;

  constructor({ HASHES_AT_ONCE }: AuthConfig) {
    this.turns = new PQueue({ concurrency: HASHES_AT_ONCE });
    this.nobodys = hash('a password that nobody can have, for it is never compared with success', COST);
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(canonical(password), COST));
  }

  /** Takes the same work whether there is a hash to compare with or not. */
  async matches(password: string, known: string | null | undefined): Promise<boolean> {
    const expected = known ?? (await this.nobodys);
    const same = await this.inTurn(() => verify(expected, canonical(password)));
    return same && known != null;
  }

  /** Whether a hash was made when less was asked of one. */
  isWeak(known: string): boolean {
    const { algorithm, memoryCost, timeCost } = parseOptions(known);
    return algorithm !== COST.algorithm || memoryCost < COST.memoryCost || timeCost < COST.timeCost;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    return (await this.turns.add(work)) as T;
  }
}

/** The same password typed on another keyboard is the same password (NIST SP 800-63B, 5.1.1.2). */
const canonical = (password: string) => password.normalize('NFKC');
