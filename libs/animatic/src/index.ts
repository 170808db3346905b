/** The storyboard artist in code: draws the shots of a film as a pre-visualisation. */
export { drawPlaceholder, renderShot, type RenderRun, type Take } from './film.take.js';
export type { Look } from './look.js';
export { PaintingFailed } from './render/painters.js';
export { drawStill } from './still.js';
