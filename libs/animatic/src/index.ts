/** The storyboard artist in code: draws the shots of a film as a pre-visualisation. */
export { drawStill } from './still.js';
export type { Look } from './look.js';
