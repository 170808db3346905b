import { type PageWords, wordsOf } from './page.words.js';

/** The two pages that links in letters lead to, for who has no web application of their own: plain, and without anything from elsewhere. */
export type AccountPage = 'verify-email' | 'reset-password';

export function accountPage(name: AccountPage, language: string): string {
  const words = wordsOf(language);
  return page({ name, language, words, ...(name === 'verify-email' ? verifying(words) : choosing(words)) });
}

/**
 * Nothing is done by opening a page: programs that look into letters open links too. The token never leaves the browser but in the request
 * itself. What the API refuses is told in the words of the page, by its code.
 */
export const ACCOUNT_SCRIPT = `const form = document.querySelector('form');
const said = document.querySelector('output');
const button = form.querySelector('button');
const words = JSON.parse(form.dataset.words);
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
history.replaceState(null, '', location.pathname + location.search);
const failures = {
  link_invalid: words.link,
  token_invalid: words.link,
  password_too_common: words.common,
  password_invalid: words.length,
};
button.disabled = false;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  said.textContent = '';
  const body = JSON.stringify({ ...Object.fromEntries(new FormData(form)), token });
  try {
    const answer = await fetch('/v1/auth/' + form.dataset.action, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const failure = answer.ok ? undefined : (await answer.json()).error.code;
    said.textContent = answer.ok ? words.done : failures[failure] ?? words.later;
    said.className = answer.ok ? 'done' : 'failed';
    form.hidden = answer.ok;
  } catch {
    said.textContent = words.later;
    said.className = 'failed';
  }
  button.disabled = false;
});
`;

interface Content {
  title: string;
  done: string;
  fields: string;
}

const verifying = ({ verifyEmail: { title, text, button, done } }: PageWords): Content => ({
  title,
  done,
  fields: `<p>${escaped(text)}</p>
      <button disabled>${escaped(button)}</button>`,
});

const choosing = ({ resetPassword: { title, field, hint, button, done } }: PageWords): Content => ({
  title,
  done,
  fields: `<label for="password">${escaped(field)}</label>
      <input id="password" type="password" name="password" minlength="8" maxlength="128" autocomplete="new-password" dir="auto" aria-describedby="hint" required />
      <small id="hint">${escaped(hint)}</small>
      <button disabled>${escaped(button)}</button>`,
});

/** The button sleeps until the script is there: without it a browser would put the password into the address. */
const page = ({
  name,
  language,
  words,
  title,
  done,
  fields,
}: Content & { name: string; language: string; words: PageWords }) => `<!doctype html>
<html lang="${language}" dir="${words.direction}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="robots" content="noindex" />
    <title>Polyreel: ${escaped(title)}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
    <p class="brand" lang="en" dir="ltr">Polyreel</p>
    <h1>${escaped(title)}</h1>
    <form method="post" data-action="${name}" data-words="${escaped(JSON.stringify({ ...words.failures, done }))}">
      ${fields}
    </form>
    <output role="status"></output>
    <noscript><p>${escaped(words.needsScript)}</p></noscript>
    </main>
    <script src="/v1/auth/pages/account.js"></script>
  </body>
</html>
`;

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fff; --accent: #1f3a5f; --on-accent: #fff; --edge: #767e8a; --good: #1b6b3a; --bad: #a3231f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --paper: #14181f; --accent: #a9c8f2; --on-accent: #14181f; --good: #7fd6a0; --bad: #ff9d97; } }
body { margin: 0; padding: 32px 20px; font: 17px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 26rem; margin: 0 auto; overflow-wrap: anywhere; }
.brand { display: inline-block; font-weight: 600; margin: 0 0 2rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
label, small, input { display: block; }
input { box-sizing: border-box; width: 100%; margin: .35rem 0; padding: .6rem .7rem; font: inherit; border: 1px solid var(--edge); border-radius: 6px; background: transparent; color: inherit; }
button { margin-top: 1.25rem; padding: .7rem 1.25rem; font: inherit; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button:disabled { opacity: .5; cursor: default; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
output { display: block; margin-top: 1.25rem; }
.done { color: var(--good); }
.failed { color: var(--bad); }
`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
