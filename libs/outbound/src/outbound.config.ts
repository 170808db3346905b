import { commaSeparated, configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

const list = commaSeparated.default([]);

export class OutboundConfig extends configFrom(
  z.object({
    /** `host:port`, separated by commas: may be called by http and may be private. For development and tests. */
    OUTBOUND_ALLOWED_HOSTS: list.pipe(z.array(z.string().regex(/^[^/@\s]+:\d{1,5}$/, 'is not host:port'))),
    /** Ports that users may name beside 443 and 8443, separated by commas. */
    OUTBOUND_PORTS: list.pipe(z.array(z.string().pipe(z.coerce.number<string>().int().min(1).max(65_535)))),
  }),
) {}
