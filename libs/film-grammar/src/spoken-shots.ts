import type { Span } from './align-speech.js';
import { LONGEST_SHOT, SHORTEST_SHOT } from './shot-lengths.js';

/** What is told in one go, when it is heard, and in which sentence. */
export interface SpokenPiece extends Span {
  sentence: number;
  /** The longest take of it, in seconds, before the eye wants another view. */
  longest?: number;
}

/** A shot of a narrated film: the pieces from `from` to before `to`, and which take of them it is. */
export interface SpokenShot {
  from: number;
  to: number;
  take: number;
  durationSeconds: number;
}

/** Pieces that are told faster than this share a shot: their pictures would only flicker by. */
const SHORTEST_PIECE = 1.6;
/** The picture is there just before the voice is, as an editor cuts. */
const LEAD = 0.15;
/** A pause of a second draws a cut within a sentence to itself from this many seconds away. */
const DRAW_OF_A_PAUSE = 3;

/**
 * The shots of a film in which a voice is heard, adding up to `total` seconds. A cut lies in the pause between two pieces; where a piece
 * takes too long, in pauses between its words (`words`: all that are heard, in order), else at even shares. All times are exact in binary and
 * within a 64th of a second of where they should be.
 */
export function spokenShots(pieces: readonly SpokenPiece[], words: readonly Span[], total: number): SpokenShot[] {
  const cuts = pieces.map((piece, at) => (at === 0 ? 0 : Math.min(total, cutIn(pieces[at - 1]!.endSeconds, piece.startSeconds))));
  const groups = joined(
    pieces.map(({ sentence, longest = LONGEST_SHOT }, at) => ({
      first: at,
      last: at,
      from: cuts[at]!,
      to: cuts[at + 1] ?? total,
      sentence,
      longest,
    })),
  );
  return groups.flatMap((group) => {
    const inner = innerCuts(group, words);
    const edges = [group.from, ...inner, group.to];
    return edges.slice(1).map((edge, take) => ({ from: group.first, to: group.last + 1, take, durationSeconds: edge - edges[take]! }));
  });
}

interface Group {
  first: number;
  last: number;
  from: number;
  to: number;
  sentence: number;
  longest: number;
}

/** Joins what is too short with the shorter of its neighbours, one of its own sentence sooner. */
function joined(groups: Group[]): Group[] {
  const left = [...groups];
  const length = ({ from, to }: Group) => to - from;
  for (;;) {
    const short = left.map((_, at) => at).sort((a, b) => length(left[a]!) - length(left[b]!))[0];
    if (short === undefined || left.length === 1 || length(left[short]!) >= SHORTEST_PIECE) return left;
    const reluctance = (at: number) => (left[at] ? length(left[at]) * (left[at].sentence === left[short]!.sentence ? 0.5 : 1) : Infinity);
    const at = reluctance(short - 1) <= reluctance(short + 1) ? short - 1 : short;
    const [a, b] = [left[at]!, left[at + 1]!];
    left.splice(at, 2, { ...a, last: b.last, to: b.to, longest: Math.max(a.longest, b.longest) });
  }
}

/** Where a group that takes too long is cut. */
function innerCuts({ from, to, longest }: Group, words: readonly Span[]): number[] {
  const takes = Math.max(1, Math.min(Math.ceil((to - from) / longest), Math.floor((to - from) / SHORTEST_SHOT)));
  const share = (to - from) / takes;
  const pauses = words.slice(1).map(({ startSeconds }, at) => ({ from: words[at]!.endSeconds, to: startSeconds }));
  const cuts: number[] = [];
  for (let nth = 1; nth < takes; nth++) {
    const even = from + share * nth;
    const awkwardness = (cut: number, pause: number) => Math.abs(cut - even) - DRAW_OF_A_PAUSE * pause;
    const near = pauses
      .map((pause) => ({ cut: cutIn(pause.from, pause.to), pause: Math.max(0, pause.to - pause.from) }))
      .filter(({ cut }) => Math.abs(cut - even) < share / 3)
      .filter(({ cut }) => cut - (cuts.at(-1) ?? from) >= SHORTEST_SHOT && to - cut >= SHORTEST_SHOT)
      .sort((a, b) => awkwardness(a.cut, a.pause) - awkwardness(b.cut, b.pause))[0];
    cuts.push(near?.cut ?? onGrid(even, EIGHTHS));
  }
  return cuts;
}

// Eighths of a second are whole frames at 24 a second; 64ths are as exact in binary, for pauses that hold no eighth.
const [EIGHTHS, FINE] = [8, 64];
const onGrid = (seconds: number, grid: number) => Math.round(seconds * grid) / grid;

/** The place of a cut in a pause. */
function cutIn(from: number, to: number): number {
  const wanted = Math.max(Math.min(from, to), to - LEAD);
  const near = onGrid(wanted, EIGHTHS);
  const within = [near, Math.ceil(from * EIGHTHS) / EIGHTHS, Math.floor(to * EIGHTHS) / EIGHTHS].find((cut) => cut >= from && cut <= to);
  return within ?? onGrid((from + to) / 2, FINE);
}
