/** Layer III of MPEG 1, then of MPEG 2 and 2.5: kilobits a second by the four bits of the header. */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
] as const;
const RATES = [44_100, 48_000, 32_000, 0] as const;

/** What an MP3 says of itself and what there is of it. */
export interface Mp3Frames {
  /** By its Xing or Info header; undefined where it has none. */
  claimedSeconds?: number;
  /** The last frame is not all there. */
  endsInFrame: boolean;
}

interface Frame {
  bytes: number;
  seconds: number;
  /** Where a Xing header would be, from the beginning of the frame. */
  tagAt: number;
}

/** Walks the frames of an MP3 from one header to the next, up to the first thing that is none. */
export function walkMp3(file: Buffer): Mp3Frames {
  let at = afterId3(file);
  const first = frameAt(file, at);
  if (!first) return { endsInFrame: false };
  const claimedSeconds = claimOf(file, at, first);
  for (let frame: Frame | undefined = first; frame; frame = frameAt(file, at)) {
    if (at + frame.bytes > file.length) return { claimedSeconds, endsInFrame: true };
    at += frame.bytes;
  }
  return { claimedSeconds, endsInFrame: false };
}

function afterId3(file: Buffer): number {
  if (file.toString('latin1', 0, 3) !== 'ID3' || file.length < 10) return 0;
  return 10 + [6, 7, 8, 9].reduce((size, index) => size * 128 + (file[index]! & 0x7f), 0);
}

function frameAt(file: Buffer, at: number): Frame | undefined {
  if (at + 4 > file.length || file[at] !== 0xff || (file[at + 1]! & 0xe6) !== 0xe2) return undefined;
  // 0 is MPEG 2.5, 2 is MPEG 2, 3 is MPEG 1; 1 is reserved.
  const version = (file[at + 1]! >> 3) & 3;
  const one = version === 3;
  const kilobits = BITRATES[one ? 0 : 1][file[at + 2]! >> 4]!;
  const rate = RATES[(file[at + 2]! >> 2) & 3]! / (one ? 1 : version === 2 ? 2 : 4);
  if (version === 1 || kilobits === 0 || rate === 0) return undefined;
  const samples = one ? 1_152 : 576;
  const padding = (file[at + 2]! >> 1) & 1;
  const mono = file[at + 3]! >> 6 === 3;
  return {
    bytes: Math.floor((samples / 8) * ((kilobits * 1_000) / rate)) + padding,
    seconds: samples / rate,
    tagAt: 4 + (one ? (mono ? 17 : 32) : mono ? 9 : 17),
  };
}

function claimOf(file: Buffer, at: number, { tagAt, seconds }: Frame): number | undefined {
  const tag = at + tagAt;
  if (tag + 12 > file.length || !['Xing', 'Info'].includes(file.toString('latin1', tag, tag + 4))) return undefined;
  const saysFrames = (file.readUInt32BE(tag + 4) & 1) === 1;
  return saysFrames ? file.readUInt32BE(tag + 8) * seconds : undefined;
}
