/** What lies beside the data: what each file is, and what is left out and why. */
export const readmeOf = (made: Date, filesMib: number): string => `Polyreel: everything that is kept of your account
Made ${made.toISOString()}

profile.json                    who you are here
sign-in.json                    how you sign in; never what you sign in with
sessions.json                   where you are and were signed in
api-keys.json                   your keys by name and scope; a key itself is kept nowhere
credits.json, budgets.json      your credits, entry by entry, and what you allow yourself to spend
generations.json                what you asked for, and what you thought of it
notifications.json              what you were told
notification-preferences.json   how you want to be told
push-subscriptions.json         browsers that are told
webhooks.json, deliveries.json  your endpoints, and every attempt to reach you; without the secrets that sign them
files.json                      every file, with its size and SHA-256, and where it lies in this archive
files/                          the files themselves

Films come first, then what they were made of, until ${filesMib} MiB are full. What did not fit says "leftOut": "too_large" in
files.json and has a "downloadUrl", good for as long as you have your account: ask there with your access token. "missing" is
a file that was recorded but cannot be read any more.
`;
