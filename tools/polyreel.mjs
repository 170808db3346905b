#!/usr/bin/env node
/** `npx polyreel "a prompt in any language" -o out.mp4`: the demo under its own name. */
process.argv.splice(2, 0, 'demo');
await import('./bootstrap.mjs');
