import type { Piece } from './letter.writer.js';

export interface LetterParts {
  language: string;
  direction: 'ltr' | 'rtl';
  greeting: string;
  said: readonly Piece[];
  action?: { label: string; link: string };
  footer: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/** Text of somebody else's keeps its own direction and turns nothing around it. */
const marked = ({ text, foreign }: Piece) => (foreign ? `<bdi>${escaped(text)}</bdi>` : escaped(text));

/** A letter as mail programs show it: one column, styles on the elements, nothing fetched from anywhere. */
export function htmlLetter({ language, direction, greeting, said, action, footer }: LetterParts): string {
  const button =
    action &&
    `<p style="margin:24px 0"><a href="${escaped(action.link)}" style="background:#1f3a5f;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none;display:inline-block">${escaped(action.label)}</a></p>`;
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body dir="${direction}" style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#222;background:#fff">
<div style="max-width:560px;margin:0 auto">
<p>${escaped(greeting)}</p>
<p>${said.map(marked).join('')}</p>
${button ?? ''}
<hr style="border:0;border-top:1px solid #ddd;margin:24px 0">
<p style="font-size:13px;color:#666">${escaped(footer)}</p>
</div>
</body>
</html>
`;
}
