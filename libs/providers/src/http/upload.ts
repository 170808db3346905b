import { fileTypeFromFile } from 'file-type';
import { readFile } from 'node:fs/promises';
import { FormData } from 'undici';

/** A picture as a form's field, named and typed by its content. */
export async function formWith(field: string, path: string, name: string, more: Record<string, string> = {}): Promise<FormData> {
  const type = await fileTypeFromFile(path);
  const form = new FormData();
  form.append(field, new Blob([await readFile(path)], { type: type?.mime ?? 'application/octet-stream' }), `${name}.${type?.ext ?? 'bin'}`);
  for (const [key, value] of Object.entries(more)) form.append(key, value);
  return form;
}
