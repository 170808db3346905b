import { parse, stringify } from 'uuid';
import { createHmac, timingSafeEqual } from 'node:crypto';

const FORM = /^rt_([\w-]{22})_(\d{1,9})_([\w-]{43})$/;

/** What a refresh token says: whose turn it is in which session, and the proof that we said so. */
export interface ShownRefreshToken {
  sessionId: string;
  turn: number;
  proof: string;
}

/**
 * Makes refresh tokens out of a session's seed, which lies in the database, and a secret, which lies in the configuration. Neither alone gives
 * a token, none is stored, and every token ever given in a session can be told from one that was made up.
 */
export class RefreshTokens {
  constructor(private readonly secret: Uint8Array) {}

  tokenOf(sessionId: string, turn: number, seed: Uint8Array): string {
    return `rt_${Buffer.from(parse(sessionId)).toString('base64url')}_${turn}_${this.proof(sessionId, turn, seed).toString('base64url')}`;
  }

  /** Whether this session gave this token, in whatever turn. Takes the same time for every wrong proof. */
  isGenuine({ sessionId, turn, proof }: ShownRefreshToken, seed: Uint8Array): boolean {
    return timingSafeEqual(Buffer.from(proof, 'base64url'), this.proof(sessionId, turn, seed));
  }

  private proof(sessionId: string, turn: number, seed: Uint8Array): Buffer {
    return createHmac('sha256', this.secret).update(seed).update(`${sessionId} ${turn}`).digest();
  }
}

/** Undefined for whatever is no refresh token. */
export function readRefreshToken(text: string): ShownRefreshToken | undefined {
  const [, id, turn, proof] = FORM.exec(text) ?? [];
  if (!id || !turn || !proof) return undefined;
  try {
    return { sessionId: stringify(Buffer.from(id, 'base64url')), turn: Number(turn), proof };
  } catch {
    return undefined;
  }
}
