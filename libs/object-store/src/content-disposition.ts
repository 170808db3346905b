/**
 * Content-Disposition that saves under this name (RFC 6266): an ASCII stand-in for old clients, the real name percent-coded.
 * Nothing of the name can end the header or leave the download folder.
 */
export function attachment(fileName: string): string {
  const safe =
    fileName
      .replace(/[\p{Cc}\p{Cf}/\\]/gu, '')
      .replace(/^\.+/, '')
      .slice(0, 150) || 'file';
  const ascii = safe.replace(/[^\x20-\x7e]|["%]/g, '_');
  const coded = encodeURIComponent(safe).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${coded}`;
}
