import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class MessagingConfig extends configFrom(
  z.object({
    /** amqp(s)://user:password@host:port/vhost. There is no default: a broker is never guessed. */
    RABBITMQ_URL: z.url({ protocol: /^amqps?$/ }),
  }),
) {}
