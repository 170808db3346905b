import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeS3 } from './fake-s3.fixture.js';
import { describeObjectStore } from './object-store.suite.js';
import { S3ObjectStore } from './s3.object-store.js';

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };

async function openS3() {
  const server = new FakeS3();
  const store = new S3ObjectStore({ region: 'eu-central-1', endpoint: await server.listen(), bucketPrefix: 'test-', credentials });
  return { store, close: () => server.close() };
}

describeObjectStore('the store on S3', openS3);

describe('an address of the store on S3', () => {
  let opened: Awaited<ReturnType<typeof openS3>>;
  beforeAll(async () => {
    opened = await openS3();
  });
  afterAll(() => opened.close());
  const place = { bucket: 'user-uploads', key: 'voices/a.wav' } as const;

  it('takes an upload and gives a download without further identification', async () => {
    const put = await fetch(await opened.store.uploadUrl(place, 'audio/wav', 5), {
      method: 'PUT',
      headers: { 'content-type': 'audio/wav' },
      body: 'words',
    });
    expect(put.status).toBe(200);
    const got = await fetch(await opened.store.readUrl(place));
    expect(await got.text()).toBe('words');
  });

  it('holds for an hour to read and five minutes to upload, and saves under a safe name', async () => {
    const read = new URL(await opened.store.readUrl(place, { fileName: '../../"drache".wav' }));
    expect(read.searchParams.get('X-Amz-Expires')).toBe('3600');
    expect(read.searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="_drache_.wav"; filename*=UTF-8''%22drache%22.wav`,
    );
    expect(new URL(await opened.store.uploadUrl(place, 'audio/wav', 100)).searchParams.get('X-Amz-Expires')).toBe('300');
  });

  it('has the type and the length of an upload signed, so that S3 refuses another', async () => {
    const { searchParams } = new URL(await opened.store.uploadUrl(place, 'audio/wav', 100));
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    const other = new URL(await opened.store.uploadUrl(place, 'audio/wav', 101));
    expect(other.searchParams.get('X-Amz-Signature')).not.toBe(searchParams.get('X-Amz-Signature'));
  });

  it('leads to the delivery network where one is configured', async () => {
    const store = new S3ObjectStore({ region: 'eu-central-1', bucketPrefix: 'x-', credentials, cdnUrl: 'https://cdn.example.org' });
    expect(await store.readUrl(place)).toBe('https://cdn.example.org/user-uploads/voices/a.wav');
  });
});
