import type { Mail } from './mail.transport.js';

/** RFC 3834 and what mailbox providers ask of letters that no person wrote. */
export const automatic = (language: string): Record<string, string> => ({
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  'Content-Language': language,
});

/** As nodemailer takes it. The address goes in as an object, so that nothing in it is read as a list or a header; nothing is ever fetched. */
export const messageOf = ({ messageId, to, subject, text, html, language }: Mail, from: string) => ({
  from,
  to: { name: '', address: to },
  subject,
  text,
  html,
  messageId: `<${messageId}@${domainOf(from)}>`,
  headers: automatic(language),
  disableFileAccess: true,
  disableUrlAccess: true,
});

const domainOf = (from: string) => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
