import { MultiBar, Presets, type SingleBar } from 'cli-progress';

/** What the person sees while a film is made: lines that stay, and beneath them how far it is. */
export interface Stage {
  /** A line that stays. */
  say(line: string): void;
  /** How far it is, 0 to 100, and what happens now. Never goes back. */
  progress(percent: number, happening: string): void;
  close(): void;
}

/** A bar on a terminal; on anything else a line for each new step, so that a log stays readable. All of it goes to standard error. */
export const stageOn = (stream: NodeJS.WriteStream): Stage =>
  stream.isTTY ? barStage(stream) : lineStage((line) => stream.write(`${line}\n`));

function barStage(stream: NodeJS.WriteStream): Stage {
  const bars = new MultiBar(
    { stream, format: '{bar} {percentage} %  {happening}', hideCursor: true, clearOnComplete: false, gracefulExit: false },
    Presets.shades_classic,
  );
  let bar: SingleBar | undefined;
  let furthest = 0;
  return {
    say: (line) => (bar ? bars.log(`${line}\n`) : void stream.write(`${line}\n`)),
    progress(percent, happening) {
      furthest = Math.max(furthest, percent);
      bar ??= bars.create(100, 0, { happening });
      bar.update(furthest, { happening });
    },
    close: () => bars.stop(),
  };
}

/** The same for a log: a step is told once. */
export function lineStage(write: (line: string) => void): Stage {
  let furthest = 0;
  let told = '';
  return {
    say: write,
    progress(percent, happening) {
      furthest = Math.max(furthest, percent);
      if (happening === told) return;
      told = happening;
      write(`${String(furthest).padStart(3)} %  ${happening}`);
    },
    close: () => undefined,
  };
}
