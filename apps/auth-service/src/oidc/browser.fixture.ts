/** As much of a browser as a sign-in needs: cookies by origin, redirects, and one form after the other. For specs. */
export class Browser {
  private readonly jar = new Map<string, Map<string, string>>();

  /** Keeps what a Set-Cookie header says. */
  take(origin: string, header: string): void {
    const [pair = ''] = header.split(';');
    const at = pair.indexOf('=');
    const cookies = this.jar.get(origin) ?? new Map<string, string>();
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
    this.jar.set(origin, cookies);
  }

  cookiesFor(origin: string): string {
    return [...(this.jar.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Goes to a provider, fills in whatever forms it shows, and answers the address of ours that it sends the browser back to. */
  async signIn(start: string, login: string, ours: string): Promise<URL> {
    let response = await this.ask(start);
    for (let step = 0; step < 20; step++) {
      const location = response.headers.get('location');
      const next = location && new URL(location, response.url);
      if (next && next.origin === ours) return next;
      response = next ? await this.ask(next.href) : await this.fillIn(response, login);
    }
    throw new Error('the provider never sent the browser back');
  }

  private async fillIn(response: Response, login: string): Promise<Response> {
    const page = await response.text();
    const action = /<form[^>]+action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (!action || !prompt) throw new Error(`the provider answered ${response.status}: ${page.slice(0, 500)}`);
    return this.ask(new URL(action, response.url).href, new URLSearchParams({ prompt, login, password: 'any' }));
  }

  private async ask(url: string, form?: URLSearchParams): Promise<Response> {
    const { origin } = new URL(url);
    const headers = { cookie: this.cookiesFor(origin) };
    const response = await fetch(url, { method: form ? 'POST' : 'GET', body: form, headers, redirect: 'manual' });
    for (const header of response.headers.getSetCookie()) this.take(origin, header);
    return response;
  }
}
