import { AppError } from '@polyreel/service-kit';

/** FFmpeg or ffprobe could not do what it was asked. `reason` is its own last complaint; `stderr` the bounded end of its log. */
export class FfmpegError extends AppError {
  override name = 'FfmpegError';

  constructor(
    program: string,
    readonly exitCode: number | null,
    readonly exitSignal: NodeJS.Signals | null,
    readonly stderr: string,
    readonly reason = lastComplaint(stderr) ?? 'it gave no reason',
  ) {
    super('ffmpeg_failed', `${program} ended with ${exitSignal ?? exitCode ?? 'no exit code'}: ${reason}`, 500, { exitCode, exitSignal });
  }
}

/** The program is not on this machine. */
export class FfmpegMissing extends AppError {
  override name = 'FfmpegMissing';

  constructor(program: string) {
    super('ffmpeg_missing', `${program} is not installed: on Debian or Ubuntu, apt-get install ffmpeg`, 500);
  }
}

/** The line that tells why: the last one that is not the generic farewell. */
function lastComplaint(stderr: string): string | undefined {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() && !/^(Conversion failed|Exiting normally|\s)/.test(line));
  return lines.at(-1)?.trim().slice(0, 300);
}
