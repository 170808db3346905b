/** Files are `kebab-case.role.ts`; a name that could hold anything says nothing. */
import { basename, sep } from 'node:path';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.[mc]?tsx?$/;
const EMPTY_WORDS = /(^|[-.])(utils?|helpers?|managers?|misc|common|stuff)([-.]|$)/;
/** In a service every file but `main.ts` says its role: handler, service, module, config, model, … */
const withoutRole = (path, name) => path.includes(`${sep}apps${sep}`) && name !== 'main.ts' && name.split('.').length < 3;

/** Says what is wrong with a file's name, or nothing. */
export function problemWith(path) {
  const name = basename(path);
  if (!NAME.test(name)) return `"${name}" is not kebab-case.role.ts`;
  if (EMPTY_WORDS.test(name)) return `"${name}" does not say what it holds`;
  if (withoutRole(path, name)) return `"${name}" does not say its role: name it kebab-case.role.ts`;
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const fileName = {
  meta: { type: 'layout', schema: [], messages: { name: '{{problem}}' } },
  create: (context) => ({
    Program(node) {
      const problem = problemWith(context.filename);
      if (problem) context.report({ node, messageId: 'name', data: { problem } });
    },
  }),
};
