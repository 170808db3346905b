const WHO = ['A red fox', 'An old sailor', 'A young astronaut', 'A grey wolf', 'A golden dragon', 'A small robot', 'A brave knight'];
const DOES = ['runs through', 'walks slowly across', 'looks over', 'dances in', 'rests in', 'flies above'];
const WHERE = ['a snowy forest', 'a quiet harbour', 'a city at night', 'a desert at sunset', 'a green valley', 'an empty street'];
const HOW = ['wide shot', 'close-up', 'slow zoom in', 'tracking shot', 'low angle'];
const SYLLABLES = ['ka', 'mo', 'ru', 'li', 'ta', 'ne', 'so', 'vi', 'da', 'pe'];

let made = Date.now();

/** An English prompt that was never seen before, so that no cache answers for the work: the one who acts bears a new name. */
export function freshPrompt(): string {
  made += 1;
  const pick = (list: readonly string[], step: number) => list[Math.floor(made / step) % list.length]!;
  const name = [...String(made).slice(-8)].map((digit) => SYLLABLES[Number(digit)]!);
  const called = name.join('').replace(/^./, (letter) => letter.toUpperCase());
  return `${pick(WHO, 1)} called ${called} ${pick(DOES, 7)} ${pick(WHERE, 42)}, ${pick(HOW, 3)}.`;
}
