import { EmailAddress, SigningKeyList } from '@polyreel/http-api';
import { AppError, type Discovery, Identities, Neighbours, ServiceIdentity, servicePorts } from '@polyreel/service-kit';
import { Command, CommanderError } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandError, EXIT, tell } from '../client/command.error.js';
import { developmentSecrets } from '../setup/development-secrets.js';

const NewAdmin = z.object({ userId: z.uuid(), email: z.email(), link: z.url(), validUntil: z.iso.datetime() });

/** `npm run admin -- create you@example.org | rotate-keys`: what needs the secret of the mesh and no account. Speaks to auth-service itself. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await commandLine(process.cwd()).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return tell(error instanceof AppError ? refusalOf(error) : error, false);
  }
}

function commandLine(root: string): Command {
  const wanted = new Command('npm run admin --').description('Operators and signing keys of a mesh that runs.').exitOverride();
  wanted
    .command('create <email>')
    .description('makes an account for an operator, or makes the one there is an operator, and prints a link to choose a password')
    .action(async (email: string) => {
      const { link, validUntil, ...admin } = await asked(root, '/operators', { email: addressOf(email) }, NewAdmin);
      console.log(`${admin.email} is an admin (${admin.userId}). The password is chosen here, once, until ${validUntil}:\n\n  ${link}\n`);
    });
  wanted
    .command('rotate-keys')
    .description('lets the next key sign access tokens now')
    .option('--compromised', 'makes all keys anew, and with the old ones every access token ends')
    .action(async ({ compromised = false }: { compromised?: boolean }) => {
      const { keys } = await asked(root, '/admin/signing-keys/rotations', { compromised }, SigningKeyList);
      for (const { kid, state } of keys) console.log(`${state.padEnd(9)}${kid}`);
    });
  return wanted;
}

async function asked<Data extends z.ZodType>(root: string, path: string, body: object, data: Data): Promise<z.output<Data>> {
  const url = process.env['AUTH_SERVICE_URL'] ?? `http://127.0.0.1:${servicePorts.get('auth-service')}`;
  const discovery: Discovery = { urlOf: () => Promise.resolve(url) };
  const self = new ServiceIdentity('admin-command', 0);
  const neighbours = new Neighbours(discovery, new Identities({ INTERNAL_SECRET: internalSecret(root) }), self);
  return neighbours.ask({ service: 'auth-service', method: 'POST', path, body, data }).finally(() => neighbours.onApplicationShutdown());
}

/** What the services show each other: the environment's, or that of this clone. */
function internalSecret(root: string): string {
  const secret = process.env['INTERNAL_SECRET'];
  if (secret) return secret;
  const folder = join(root, '.data');
  if (existsSync(join(folder, 'secrets.json'))) return developmentSecrets(folder).internalSecret;
  throw new CommandError(
    'no_secret',
    'The secret of the mesh is not known here.',
    EXIT.usage,
    'Set INTERNAL_SECRET to what its services have.',
  );
}

function addressOf(text: string): string {
  const address = EmailAddress.safeParse(text);
  if (!address.success) throw new CommandError('email_invalid', `"${text}" is no e-mail address.`, EXIT.usage);
  return address.data;
}

function refusalOf({ code, message, statusCode }: AppError): CommandError {
  if (statusCode === 503)
    return new CommandError(code, message, EXIT.unavailable, 'Is the mesh running? `npm start`, or name auth-service in AUTH_SERVICE_URL.');
  return new CommandError(code, message, EXIT.refused);
}
