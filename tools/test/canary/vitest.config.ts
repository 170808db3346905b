import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['tools/test/canary/*.canary.ts'], root: process.cwd() } });
