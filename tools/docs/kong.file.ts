import { stringify } from 'yaml';

/** A route as it is opened to the world. */
export interface Door {
  readonly method: string;
  /** With parameters in braces. */
  readonly url: string;
  readonly summary: string;
  readonly limit?: string | readonly string[];
  readonly streams?: string;
  /** Takes files of so many bytes in. */
  readonly upload?: { readonly bytes: number; readonly formBytes?: number };
}

type Rates = { readonly perMinute?: number; readonly perHour?: number; readonly perDay?: number };
/** The part of the gateway's limits that Kong can count. */
export interface LimitsOfTiers {
  readonly address: Rates;
  readonly enterprise: Readonly<Record<string, Rates>>;
}

const HEAD = `# Kong in front of the gateway, for those who run Kong: the same routes, nothing else, and the limits that need no account to count.
# Made by \`npm run docs\` from the gateway's own table of routes and limits; do not edit it by hand. Load it with KONG_DECLARATIVE_CONFIG or decK.
#
# The gateway stays behind it: it alone turns tokens and keys into the identity that services believe, and counts by tier. Tell it which
# addresses Kong has (TRUSTED_PROXIES), or it would count all clients as one. Kong counts by client address, and by token up to what the
# largest tier may.
`;

/** Long enough for a live feed or a large film. */
const STREAM_TIMEOUT_MS = 3_600_000;
const ANSWER_TIMEOUT_MS = 30_000;
/** As long as the gateway waits for a file, and for what is said of it. */
const UPLOAD_TIMEOUT_MS = 360_000;
const LARGEST_BODY_MB = 1;

/** deploy/kong/kong.yaml: a declarative file for Kong 3, without a database. */
export function kongFile(doors: readonly Door[], limits: LimitsOfTiers): string {
  const streams = doors.filter(({ streams }) => streams);
  const uploads = doors.filter(({ upload }) => upload);
  const answers = doors.filter(({ streams, upload }) => !streams && !upload);
  const file = {
    _format_version: '3.0',
    services: [
      service('polyreel', ANSWER_TIMEOUT_MS, [...answers.map((door) => route(door, limits)), ...pages()]),
      service('polyreel-streams', STREAM_TIMEOUT_MS, [...streams.map((door) => route(door, limits)), sockets()]),
      service(
        'polyreel-uploads',
        UPLOAD_TIMEOUT_MS,
        uploads.map((door) => route(door, limits)),
      ),
    ],
    plugins: [
      { name: 'rate-limiting', config: { ...rates(limits.address), limit_by: 'ip', policy: 'local', fault_tolerant: true } },
      sizeLimit(LARGEST_BODY_MB),
      { name: 'prometheus', config: { status_code_metrics: true, latency_metrics: true } },
    ],
  };
  return HEAD + stringify(file, { lineWidth: 0 });
}

const service = (name: string, timeout: number, routes: object[]) => ({
  name,
  url: 'http://api-gateway:8000',
  // A request that changes something must not be sent twice by a proxy.
  retries: 0,
  connect_timeout: 2_000,
  read_timeout: timeout,
  write_timeout: timeout,
  routes,
});

function route({ method, url, limit, upload }: Door, { enterprise }: LimitsOfTiers) {
  const own = [limit ?? []].flat().flatMap((kind) => enterprise[kind] ?? []);
  const byToken = { limit_by: 'header', header_name: 'authorization', policy: 'local', fault_tolerant: true };
  const plugins = [
    ...(own.length > 0 ? [{ name: 'rate-limiting', config: { ...rates(tightest(own)), ...byToken } }] : []),
    ...(upload ? [sizeLimit(Math.ceil((upload.bytes + (upload.formBytes ?? 0)) / 2 ** 20))] : []),
  ];
  return {
    name: [method.toLowerCase(), ...url.split('/').filter(Boolean)].join('-').replace(/[{}]/g, ''),
    methods: [method],
    paths: [`~${url.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`],
    strip_path: false,
    preserve_host: true,
    // A file goes through as it comes; the gateway counts it.
    ...(upload && { request_buffering: false }),
    ...(plugins.length > 0 && { plugins }),
  };
}

const sizeLimit = (megabytes: number) => ({
  name: 'request-size-limiting',
  config: { allowed_payload_size: megabytes, size_unit: 'megabytes' },
});

const pages = () => [
  { name: 'pages', methods: ['GET'], paths: ['/docs', '/openapi.json', '/health'], strip_path: false, preserve_host: true },
];

const sockets = () => ({ name: 'sockets', paths: ['/socket.io/'], protocols: ['http', 'https'], strip_path: false, preserve_host: true });

/** Of what is counted as several things at once, each rate of the one that allows least. */
const tightest = (several: readonly Rates[]): Rates => {
  const least = (per: keyof Rates) => Math.min(...several.map((one) => one[per] ?? Infinity));
  const finite = (['perMinute', 'perHour', 'perDay'] as const).filter((per) => Number.isFinite(least(per)));
  return Object.fromEntries(finite.map((per) => [per, least(per)]));
};

const rates = ({ perMinute, perHour, perDay }: Rates) => ({
  ...(perMinute && { minute: perMinute }),
  ...(perHour && { hour: perHour }),
  ...(perDay && { day: perDay }),
});
