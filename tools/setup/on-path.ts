import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The folder on PATH that holds a program, or undefined. */
export function onPath(program: string, path = process.env['PATH'] ?? ''): string | undefined {
  return [...path.split(delimiter), '/usr/sbin', '/usr/local/sbin'].filter(Boolean).find((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
