import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@polyreel/service-kit';
import { z } from 'zod';
import { BUCKETS } from './stored-object.js';

const place = { bucket: z.enum(BUCKETS), key: z.string(), /** Unix time in seconds. */ expires: z.number().int() };

/** What a signed address permits: to read one object, or to write one once it is in time. */
export const Access = z.discriminatedUnion('permits', [
  z.object({ permits: z.literal('read'), ...place, fileName: z.string().optional() }),
  z.object({ permits: z.literal('write'), ...place, contentType: z.string(), maxBytes: z.number().int().positive() }),
]);
export type Access = z.infer<typeof Access>;

/** Signs and checks addresses of a local store, as S3 does for its own: HMAC-SHA-256 over what is permitted. */
export class SignedAccess {
  constructor(private readonly secret: string) {
    if (secret.length < 32) throw new RangeError('the signing secret needs at least 32 characters');
  }

  sign(access: Access): string {
    const body = Buffer.from(JSON.stringify(access)).toString('base64url');
    return `${body}.${this.mac(body).toString('base64url')}`;
  }

  /** Throws `bad_signature` or `address_expired`. */
  open(token: string, now = Date.now()): Access {
    const [body = '', mac = ''] = token.split('.', 2);
    const given = Buffer.from(mac, 'base64url');
    const right = this.mac(body);
    if (given.length !== right.length || !timingSafeEqual(given, right))
      throw new AppError('bad_signature', 'This address was not signed here.', 403);
    const access = Access.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    if (access.expires * 1000 < now) throw new AppError('address_expired', 'This address has expired: ask for a new one.', 403);
    return access;
  }

  private mac(body: string): Buffer {
    return createHmac('sha256', this.secret).update(body).digest();
  }
}
