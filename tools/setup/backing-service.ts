/** Whose data it is: the mesh's own, or the tests', which must never meet in one queue or table. */
export type Realm = 'polyreel' | 'polyreel_test';

/** A server that the mesh stands on and does not bring itself. */
export interface BackingService {
  readonly name: string;
  /** What it does for the mesh, in a few words that a person understands. */
  readonly purpose: string;
  /** The variable that names it to every service, and in which the caller may name their own. */
  readonly variable: string;
  /** Where it stands when an operator installed it, with the credentials it has out of the box; tried in this order. */
  readonly defaultUrls: readonly string[];
  /** Tests would harm whoever shares it, or be harmed: they start one where its program is installed, before they share what already runs. */
  readonly ownForTests?: boolean;
  /** Logs in and speaks the real protocol, within two seconds. Gives the reason where it cannot be used. */
  probe(url: string): Promise<string | undefined>;
  /** Makes a place of our own in it (database, virtual host) where there is none yet. */
  prepare(url: string, realm: Realm): Promise<Prepared>;
  /** How it is run privately, from the program installed on this machine. */
  readonly program: PrivateProgram;
}

export interface Prepared {
  readonly url: string;
  /** What the person should know, such as that a shared place had to be used. */
  readonly note?: string;
}

/** A server that we start for ourselves, under .data/ and on a port of its own. */
export interface PrivateProgram {
  /** Below 32768, where Linux begins to hand out ports by itself, and away from the defaults. */
  readonly firstPort: number;
  /** The Debian packages it comes in. */
  readonly packages: readonly string[];
  /** Its folder of programs, or undefined where it is not installed. */
  installedAt(): string | undefined;
  /** The address to reach it by once it runs. */
  url(port: number): string;
  /** Writes what it needs before it starts. Runs before every start and must not destroy what a former one left. */
  makeReady?(place: PrivatePlace): Promise<void>;
  command(place: PrivatePlace): PrivateCommand;
  /** A folder of commands that administer this very server, to be put first on the PATH. */
  commandsIn?(folder: string): string;
  /** Ends what the program itself leaves behind, once it has ended. */
  afterStop?(place: PrivatePlace): PrivateCommand;
}

export interface PrivatePlace {
  /** Its own folder; nothing else writes there. */
  readonly folder: string;
  readonly port: number;
  readonly programs: string;
  /** Whom it runs as, where that is not whoever called us. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface PrivateCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}
