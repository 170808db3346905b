import { commaSeparated, configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

const list = commaSeparated.default([]);

export class GatewayConfig extends configFrom(
  z.object({
    /** Web pages that may call the API from a browser: `https://studio.example.org,https://console.example.org`. None by default. */
    CORS_ORIGINS: list.pipe(z.array(z.url({ protocol: /^https?$/ }))),
    /** Proxies in front, as every service reads them: only they are believed about where a socket came from. */
    TRUSTED_PROXIES: list,
  }),
) {}
