/** Assembles the frame converter of the animatic after a change of its text: `node dist/tools/assemble-i420.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const source = 'libs/animatic/src/render/i420.wat';
const { buffer } = (await wabt()).parseWat(source, readFileSync(source, 'utf8'), { simd: true }).toBinary({});
writeFileSync(source.replace('.wat', '.wasm'), buffer);
