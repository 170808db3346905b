/** What files were made for: the folder that they lie in, in every bucket, and the id of the run in it. */
export interface FileRun {
  readonly folder: 'generations' | 'voices';
  readonly id: string;
}

/** Where everything of a run lies, recorded or not. */
export const placeOf = ({ folder, id }: FileRun): string => `${folder}/${id}/`;

/** The run that an event speaks of. */
export const runOf = (told: { generationId: string } | { voiceId: string }): FileRun =>
  'voiceId' in told ? { folder: 'voices', id: told.voiceId } : { folder: 'generations', id: told.generationId };
