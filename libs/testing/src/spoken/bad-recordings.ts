import { runFfmpeg, writeMusicBed } from '@polyreel/media';
import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { repeated, scaled, silence } from './mixing.js';
import { noiseOf } from './noises.js';
import { type FileForm, writeSound } from './sound-file.js';
import { kept, spoken } from './spoken.js';
import type { RecordingFormat } from './spoken.types.js';

const SENTENCE = 'A red dragon flies over an old castle at sunset, and the people in the valley light their lamps.';

type Make = (path: string) => Promise<unknown>;

const written =
  (content: string | Buffer): Make =>
  (path) =>
    writeFile(path, content);

/** A good file of the format with its end cut off: `part` of its bytes stay. */
const cut =
  (format: RecordingFormat, part: number): Make =>
  async (path) => {
    await writeFile(path, await readFile(await spoken({ text: SENTENCE, format, lastingSeconds: 8 })));
    await truncate(path, Math.round((await stat(path)).size * part));
  };

/** A good file of the format with bytes of its header written over. */
const patched =
  (format: RecordingFormat, patch: (bytes: Buffer) => void): Make =>
  async (path) => {
    const bytes = await readFile(await spoken({ text: SENTENCE, format }));
    patch(bytes);
    await writeFile(path, bytes);
  };

const filmed =
  (...encoding: string[]): Make =>
  async (path) => {
    const card = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=12', '-i', await spoken({ text: SENTENCE })];
    await runFfmpeg(['-v', 'error', ...card, '-shortest', '-pix_fmt', 'yuv420p', ...encoding, path]);
  };

const noisy =
  (seconds: number, form: Partial<FileForm> = {}): Make =>
  async (path) => {
    const noise = scaled(repeated(await noiseOf('fan'), seconds), 0.05);
    await writeSound(noise, path, { format: 'wav', sampleRate: 16_000, channels: 1, stereo: 'both', ...form });
  };

/** Half an hour of nothing in a file of some 50 KB whose header claims five seconds. */
const flacBomb: Make = async (path) => {
  await runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '1800', '-c:a', 'flac', path]);
  const bytes = await readFile(path);
  claimFlacSamples(bytes, 5 * 8_000);
  await writeFile(path, bytes);
};

/** The 36 bits of STREAMINFO that say how many samples there are. */
function claimFlacSamples(bytes: Buffer, samples: number) {
  bytes[21] = (bytes[21]! & 0xf0) | Math.floor(samples / 2 ** 32);
  bytes.writeUInt32BE(samples % 2 ** 32, 22);
}

const PLAYLIST = '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n';
const CONCAT = "ffconcat version 1.0\nfile '/etc/hostname'\n";
const DASH =
  '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><BaseURL>http://127.0.0.1/a</BaseURL></Period></MPD>';

/** Every recording that is not one, or not a good one, by what is wrong with it, and the ending that its name lies with. */
const BAD = {
  empty: ['wav', written('')],
  text: ['wav', written('This is no recording at all, whatever its name says.\n'.repeat(200))],
  archive: ['mp3', written(gzipSync(Buffer.alloc(5_000_000)))],
  hlsPlaylist: ['wav', written(PLAYLIST)],
  concatList: ['wav', written(CONCAT)],
  dashManifest: ['m4a', written(DASH)],
  picture: [
    'mp3',
    (path: string) => runFfmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2', '-frames:v', '1', '-c:v', 'png', '-f', 'image2', path]),
  ],
  videoMp4: ['m4a', filmed('-c:v', 'libx264', '-c:a', 'aac', '-f', 'mp4')],
  videoWebm: ['webm', filmed('-c:v', 'libvpx', '-c:a', 'libopus', '-f', 'webm')],
  videoOgg: ['ogg', filmed('-c:v', 'libtheora', '-c:a', 'libvorbis', '-f', 'ogg')],
  videoAvi: ['wav', filmed('-c:v', 'mpeg4', '-c:a', 'pcm_s16le', '-f', 'avi')],
  aac: ['mp3', async (path: string) => runFfmpeg(['-v', 'error', '-i', await spoken({ text: SENTENCE }), '-f', 'adts', path])],
  aiff: ['wav', async (path: string) => runFfmpeg(['-v', 'error', '-i', await spoken({ text: SENTENCE }), '-f', 'aiff', path])],
  cutWav: ['wav', cut('wav', 0.5)],
  cutMp3: ['mp3', cut('mp3', 0.5)],
  cutM4a: ['m4a', cut('m4a', 0.5)],
  cutOgg: ['ogg', cut('ogg', 0.5)],
  cutWebm: ['webm', cut('webm', 0.5)],
  cutFlac: ['flac', cut('flac', 0.5)],
  /** 27 MB. */
  tooLarge: ['wav', noisy(147, { sampleRate: 48_000, channels: 2 })],
  elevenMinutes: ['mp3', noisy(660, { format: 'mp3' })],
  tenChannels: ['wav', noisy(2, { channels: 10 })],
  silence: ['wav', (path: string) => writeSound(silence(5), path, { format: 'wav', sampleRate: 16_000, channels: 1, stereo: 'both' })],
  noise: ['wav', noisy(5)],
  music: ['wav', (path: string) => writeMusicBed(path, [{ durationSeconds: 8, mood: 'joyful', energy: 0.6 }], 3)],
  hi: ['wav', async (path: string) => writeFile(path, await readFile(await spoken({ text: 'Hi.' })))],
  hoursOfNothing: ['flac', flacBomb],
  claimsWeeks: ['flac', patched('flac', (bytes) => claimFlacSamples(bytes, 2 ** 36 - 1))],
  absurdRate: ['wav', patched('wav', (bytes) => bytes.writeUInt32LE(4_000_000_000, 24))],
  oneHertz: ['wav', patched('wav', (bytes) => bytes.writeUInt32LE(1, 24))],
} as const satisfies Record<string, readonly [string, Make]>;

export type BadRecording = keyof typeof BAD;
export const BAD_RECORDINGS = Object.keys(BAD) as BadRecording[];

/** A file that must not become a film, made once; its name ends as the kind's liar would have it. */
export function badRecording(kind: BadRecording): Promise<string> {
  const [extension, make]: readonly [string, Make] = BAD[kind];
  return kept({ bad: kind }, extension, async (path) => void (await make(path)));
}

/** A good recording that carries a cover picture: no video, whatever its streams look like. */
export function withCover(format: 'mp3' | 'm4a'): Promise<string> {
  return kept({ cover: format }, format, async (path) => {
    const card = ['-f', 'lavfi', '-i', 'testsrc2=size=120x120', '-frames:v', '1'];
    const cover = `${path}.png`;
    await runFfmpeg(['-v', 'error', ...card, cover]);
    const streams = ['-i', await spoken({ text: SENTENCE, format }), '-i', cover, '-map', '0:a', '-map', '1:v'];
    await runFfmpeg([
      '-v',
      'error',
      ...streams,
      '-c',
      'copy',
      '-disposition:v',
      'attached_pic',
      ...(format === 'm4a' ? ['-f', 'ipod'] : []),
      path,
    ]);
    await rm(cover);
  });
}
