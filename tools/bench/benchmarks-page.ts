/** What stands between the markers of one benchmark; everything else of the page is written by people. */
const partOf = (name: string) => new RegExp(`(<!-- bench:${name} -->)[^]*?(<!-- end:${name} -->)`);

/** The page with what one benchmark has just said, in its place or, where it has none yet, at the end. */
export function withResult(page: string, name: string, machine: string, said: string): string {
  const result = `\n\n${said.trim()}\n\n_${machine}_\n\n`;
  if (!partOf(name).test(page)) return `${page.trimEnd()}\n\n## ${name}\n\n<!-- bench:${name} -->${result}<!-- end:${name} -->\n`;
  return page.replace(partOf(name), (_, begin: string, end: string) => begin + result + end);
}
