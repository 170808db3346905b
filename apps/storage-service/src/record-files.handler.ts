import {
  AudioPreprocessed,
  type DataOf,
  FileStored,
  ImageGenerationCompleted,
  PostProcessingCompleted,
  VideoGenerationCompleted,
  VoiceProcessingStarted,
} from '@polyreel/contracts';
import { Handles, Permanent, type Received } from '@polyreel/messaging';
import { ObjectStore } from '@polyreel/object-store';
import { runOf } from './file.run.js';
import { type FileToRecord, Files } from './files.repository.js';

const MAKERS = [
  ImageGenerationCompleted,
  VideoGenerationCompleted,
  PostProcessingCompleted,
  VoiceProcessingStarted,
  AudioPreprocessed,
] as const;
type Made = DataOf<(typeof MAKERS)[number]>;
type Found = Pick<FileToRecord, 'fileType' | 'reference'>;

/** Records what a run made, or was begun with, under the name of its owner. */
@Handles(MAKERS, { emits: [FileStored] })
export class RecordFiles {
  constructor(
    private readonly files: Files,
    private readonly store: ObjectStore,
  ) {}

  async handle(made: Made, { userid }: Received) {
    const found = filesOf(made);
    const run = runOf(made);
    await this.files.lockRun(run);
    if (!userid) throw new Permanent('a file without an owner cannot be recorded');
    if ((await this.files.hasEnded(run)) || !(await this.files.mayRecord(userid))) {
      // It was made while the run was being cancelled, or its owner has left: nobody may ever see it.
      for (const { reference } of found) await this.store.delete(reference);
      return;
    }
    const stored = [];
    for (const { fileType, reference } of found) {
      const row = await this.files.record({ ownerId: userid, run, fileType, reference });
      const { id: fileId, ownerId, storageKey, fileSize, checksum } = row;
      stored.push(FileStored({ fileId, ownerId, storageKey, fileType, fileSize, checksum, storageLocation: row.bucket }));
    }
    return stored;
  }
}

function filesOf(made: Made): Found[] {
  if ('images' in made) return made.images.map((reference) => ({ fileType: 'still', reference }));
  if ('video' in made) {
    return [
      { fileType: 'take', reference: made.video },
      { fileType: 'thumbnail', reference: made.thumbnail },
    ];
  }
  if ('audioFile' in made) return [{ fileType: 'recording', reference: made.audioFile }];
  // What the engines hear is a temporary file, like all of its kind.
  if ('soundtrack' in made) return [{ fileType: 'soundtrack', reference: made.soundtrack }];
  const { preview, thumbnail, contactSheet, captions } = made.renditions;
  return [
    { fileType: 'film', reference: made.file },
    { fileType: 'preview', reference: preview },
    { fileType: 'poster', reference: thumbnail },
    { fileType: 'contact_sheet', reference: contactSheet },
    { fileType: 'captions_vtt', reference: captions.vtt },
    { fileType: 'captions_srt', reference: captions.srt },
  ];
}
