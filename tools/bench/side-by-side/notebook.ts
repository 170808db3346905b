import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Account } from './oracle.js';
import { emptySpeed, type SpeedRow } from './speed.js';

/** What has been measured of one subject. */
export interface Measured {
  readonly overhead: SpeedRow;
  readonly scheduling: SpeedRow;
  readonly accounts: Account[];
}

/** What figures must have in common to stand in one table. */
export type Settings = Readonly<Record<string, string | number>>;

/** What has been measured so far, in a file that is written after every turn: a benchmark that is broken off loses the turn it was in. */
export class Notebook {
  private constructor(
    private readonly path: string,
    private readonly settings: Settings,
    private readonly measured: Record<string, Measured>,
  ) {}

  /** Goes on with what the file says, where it should. Throws where that was measured with other settings. */
  static open(path: string, settings: Settings, resume: boolean): Notebook {
    if (!resume || !existsSync(path)) return new Notebook(path, settings, {});
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { settings: Settings; measured: Record<string, Measured> };
    const [then, now] = [JSON.stringify(kept.settings), JSON.stringify(settings)];
    if (then !== now) throw new Error(`${path} was measured with ${then} and not with ${now}: it cannot go on`);
    return new Notebook(path, settings, kept.measured);
  }

  /** The subject's own page, to be read and written on. */
  of(subject: string): Measured {
    return (this.measured[subject] ??= { overhead: emptySpeed(), scheduling: emptySpeed(), accounts: [] });
  }

  keep(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, JSON.stringify({ settings: this.settings, measured: this.measured }));
  }
}
