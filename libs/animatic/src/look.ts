/** How a shot is to be drawn: the picture's measures and the taste of the film. */
export interface Look {
  /** Picture width and height in pixels, both even. */
  width: number;
  height: number;
  framesPerSecond: number;
  /** Same seed, same pixels. */
  seed: number;
  /** A style by name, such as `noir` or `watercolour`; an unknown one changes nothing. */
  style?: string;
  /** `draft` leaves out the costly finishing (soft focus, reflections of scenery). */
  quality: 'draft' | 'standard' | 'high';
}

const LARGEST_SIDE = 1920;

/** Throws a RangeError where a look cannot be drawn: odd, tiny or huge pictures, an impossible frame rate. */
export function checkLook(look: Look): void {
  for (const side of [look.width, look.height]) {
    if (!Number.isInteger(side) || side % 2 !== 0 || side < 64 || side > LARGEST_SIDE) {
      throw new RangeError(`A picture side must be an even number of pixels from 64 to ${LARGEST_SIDE}, not ${side}`);
    }
  }
  if (!(look.framesPerSecond >= 1 && look.framesPerSecond <= 60))
    throw new RangeError(`Frame rate ${look.framesPerSecond} is not within 1 to 60`);
}
