import { afterEach, describe, expect, it, vi } from 'vitest';
import { NotificationConfig } from './notification.config.js';

describe('the settings of notifications', () => {
  afterEach(() => void vi.unstubAllEnvs());
  const withSettings = (settings: Record<string, string>) => {
    for (const name of ['SMTP_URL', 'SENDGRID_API_KEY', 'MAIL_FROM', 'VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'])
      vi.stubEnv(name, '');
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    return () => new NotificationConfig();
  };

  it('may be empty', () => expect(withSettings({})().SMTP_URL).toBeUndefined());
  it('need a sender beside a way to send', () => expect(withSettings({ SMTP_URL: 'smtp://mail.example' })).toThrow('MAIL_FROM'));
  it('name one way to send, not two', () =>
    expect(withSettings({ SMTP_URL: 'smtp://mail.example', SENDGRID_API_KEY: 'k', MAIL_FROM: 'a@b.example' })).toThrow('choose one'));
  it('have the whole of a push key or nothing', () =>
    expect(withSettings({ VAPID_PUBLIC_KEY: 'x'.repeat(87) })).toThrow('VAPID_PRIVATE_KEY'));
  it('take no sender that would begin another header', () =>
    expect(withSettings({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' })).toThrow('no e-mail address'));
});
