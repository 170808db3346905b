import { AppError } from './app.error.js';

/** A place in a list that runs from the newest: rows that come meanwhile do not shift the pages. */
export interface Place {
  at: Date;
  id: string;
}

/** Throws `cursor_invalid` on a cursor that was not given by us. */
export function placeIn(cursor: string): Place {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError('cursor_invalid', 'This cursor was not given by us.', 400);
  return { at: new Date(at), id };
}

/** A page out of `limit + 1` rows, and the cursor of the next one where there is more. */
export function pageOf<Row>(rows: Row[], limit: number, place: (row: Row) => Place): { rows: Row[]; nextCursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  if (!last) return { rows, nextCursor: null };
  const { at, id } = place(last);
  return { rows: rows.slice(0, limit), nextCursor: Buffer.from(`${at.toISOString()} ${id}`).toString('base64url') };
}
