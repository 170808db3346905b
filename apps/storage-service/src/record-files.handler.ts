import { type DataOf, FileStored, ImageGenerationCompleted, PostProcessingCompleted, VideoGenerationCompleted } from '@polyreel/contracts';
import { Handles, Permanent, type Received } from '@polyreel/messaging';
import { ObjectStore } from '@polyreel/object-store';
import { type FileToRecord, Files } from './files.repository.js';

type Made = DataOf<typeof ImageGenerationCompleted> | DataOf<typeof VideoGenerationCompleted> | DataOf<typeof PostProcessingCompleted>;
type Found = Pick<FileToRecord, 'fileType' | 'reference'>;

/** Records what a run made under the name of its owner. */
@Handles([ImageGenerationCompleted, VideoGenerationCompleted, PostProcessingCompleted], { emits: [FileStored] })
export class RecordFiles {
  constructor(
    private readonly files: Files,
    private readonly store: ObjectStore,
  ) {}

  async handle(made: Made, { userid }: Received) {
    const found = filesOf(made);
    await this.files.lockRun(made.generationId);
    if (await this.files.hasEnded(made.generationId)) {
      // It was made while the run was being cancelled: nobody may ever see it.
      for (const { reference } of found) await this.store.delete(reference);
      return;
    }
    if (!userid) throw new Permanent('a file without an owner cannot be recorded');
    const stored = [];
    for (const { fileType, reference } of found) {
      const row = await this.files.record({ ownerId: userid, generationId: made.generationId, fileType, reference });
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
