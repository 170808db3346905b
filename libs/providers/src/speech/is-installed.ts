import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Whether this program can be run: by its path, or by its name in one of the folders of `searchPath` (PATH). */
export function isInstalled(program: string, searchPath: string): boolean {
  const places = isAbsolute(program)
    ? [program]
    : searchPath
        .split(delimiter)
        .filter(Boolean)
        .map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
