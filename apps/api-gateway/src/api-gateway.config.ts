import { configFrom, flag } from '@polyreel/service-kit';
import { z } from 'zod';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

export class GatewayConfig extends configFrom(
  z
    .object({
      /** The one key that opens the API until accounts exist. The launcher generates it; at least 32 characters. */
      API_KEY: z.string().min(32),
      HOST: z.string().default('127.0.0.1'),
      /** Set it only behind something that authenticates people: with one shared key this API must not face a network. */
      ALLOW_REMOTE: flag.default(false),
    })
    .refine(({ HOST, ALLOW_REMOTE }) => ALLOW_REMOTE || LOOPBACK.test(HOST), {
      path: ['HOST'],
      message:
        'without accounts the gateway listens on loopback only; ALLOW_REMOTE=true says that something in front of it authenticates people',
    }),
) {}
