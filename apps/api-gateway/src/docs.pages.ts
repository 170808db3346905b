import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Page {
  url: string;
  contentType: string;
  body: () => Buffer | string;
}

const INDEX = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Polyreel API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/open.js"></script>
  </body>
</html>
`;

const OPEN = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, tryItOutEnabled: true });\n`;

/** The browsable page at /docs. Its files come from the package, not from a network. */
export function docsPages(): Page[] {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const read: Record<string, Buffer> = {};
  const asset = (name: string, contentType: string): Page => ({
    url: `/docs/${name}`,
    contentType,
    body: () => (read[name] ??= readFileSync(join(folder, name))),
  });
  return [
    { url: '/docs', contentType: 'text/html; charset=utf-8', body: () => INDEX },
    { url: '/docs/open.js', contentType: 'text/javascript', body: () => OPEN },
    asset('swagger-ui.css', 'text/css'),
    asset('swagger-ui-bundle.js', 'text/javascript'),
  ];
}
