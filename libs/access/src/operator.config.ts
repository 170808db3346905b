import { configFrom, flag } from '@polyreel/service-kit';
import { z } from 'zod';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

export class OperatorConfig extends configFrom(
  z
    .object({
      /** Opens everything, to the person who runs the mesh and has no account. The launcher generates it; at least 32 characters. */
      API_KEY: z.string().min(32).optional(),
      HOST: z.string().default('127.0.0.1'),
      /** Says that the operator's key may be used from a network: something in front of the door keeps strangers out. */
      ALLOW_REMOTE: flag.default(false),
    })
    .refine(({ API_KEY, HOST, ALLOW_REMOTE }) => !API_KEY || ALLOW_REMOTE || LOOPBACK.test(HOST), {
      path: ['API_KEY'],
      message:
        'the operator’s key opens everything, so it is taken on loopback only: leave it out where HOST faces a network (people sign in with their accounts), or say ALLOW_REMOTE=true where something in front keeps strangers out',
    }),
) {}
