/** Made by `npm run docs` from the OpenAPI document; do not edit it by hand. */
export interface paths {
  '/.well-known/jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The keys that verify access tokens.
     * @description Open to anyone.
     */
    get: operations['get_.well-known_jwks.json'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What operators did to whom, the last first.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_audit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dead letters, the last to fail first.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_dead-letters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One letter with its body and its stack.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_dead-letters_id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters/discards': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lay a letter or a group away for good, with a reason.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_dead-letters_discards'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What waits, by handler and error, the largest group first.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_dead-letters_groups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters/replays': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Replays, the newest first.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_dead-letters_replays'];
    put?: never;
    /**
     * Hand letters back to the handlers that they came from: one, a group, or all that wait.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_dead-letters_replays'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters/replays/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far a replay is.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_dead-letters_replays_id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters/replays/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop a replay. What was not sent yet rests again.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_dead-letters_replays_id_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/dead-letters/skipped': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Messages of a type or major version that nobody knew. They did not fail.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_dead-letters_skipped'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was said in the mesh, newest first.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/figures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Events by type and hour, how long steps take, how many runs fail, what providers cost.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_figures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/images': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Calls to the providers of images, the newest first; `?state=unknown` shows those that wait for a decision.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_provider-operations_images'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/images/{callKey}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say how an unknown call ended, after a look at the provider’s own books.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_provider-operations_images_callKey_resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/speech': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Calls to the providers of speech, the newest first; `?state=unknown` shows those that wait for a decision.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_provider-operations_speech'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/speech/{callKey}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say how an unknown call ended, after a look at the provider’s own books.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_provider-operations_speech_callKey_resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/videos': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Calls to the providers of videos, the newest first; `?state=unknown` shows those that wait for a decision.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_provider-operations_videos'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/videos/{callKey}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say how an unknown call ended, after a look at the provider’s own books.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_provider-operations_videos_callKey_resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/voice-languages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Calls to the providers of voice-languages, the newest first; `?state=unknown` shows those that wait for a decision.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_provider-operations_voice-languages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/provider-operations/voice-languages/{callKey}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say how an unknown call ended, after a look at the provider’s own books.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_provider-operations_voice-languages_callKey_resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/runs/{correlationId}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One run from its beginning, each event with what led to it.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_runs_correlationId_timeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/signing-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The keys that sign access tokens.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_signing-keys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/signing-keys/rotations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let the next key sign now; or, where the keys may be in other hands, make all of them anew.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_signing-keys_rotations'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Accounts, newest first, by a part of the name or address.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_users'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Give another tier, suspend, or let in again.
     * @description For admins. A key needs the scope `admin`.
     */
    patch: operations['patch_admin_users_id'];
    trace?: never;
  };
  '/v1/admin/users/{id}/access': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How somebody signs in.
     * @description For admins. A key needs the scope `admin`.
     */
    get: operations['get_admin_users_id_access'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/users/{id}/credits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Grant credits, or take them, with a reason.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_users_id_credits'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/users/{id}/lock': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Let somebody sign in no more, or again.
     * @description For admins. A key needs the scope `admin`.
     */
    put: operations['put_admin_users_id_lock'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/users/{id}/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End every session of somebody.
     * @description For admins. A key needs the scope `admin`.
     */
    post: operations['post_admin_users_id_logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/admin/users/{id}/role': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Make somebody an admin, or no longer one. Their tokens end at once.
     * @description For admins. A key needs the scope `admin`.
     */
    put: operations['put_admin_users_id_role'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your keys, the newest first.
     * @description For sessions: no key opens this.
     */
    get: operations['get_api-keys'];
    put?: never;
    /**
     * Make a key for a program. It is shown this once.
     * @description For sessions: no key opens this.
     */
    post: operations['post_api-keys'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke a key; it ends at once.
     * @description For sessions: no key opens this.
     */
    delete: operations['delete_api-keys_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/change-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Choose a new password, knowing the old one. Every other session ends.
     * @description For sessions: no key opens this.
     */
    post: operations['post_auth_change-password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/forgot-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask for a letter to choose a new password.
     * @description Open to anyone.
     */
    post: operations['post_auth_forgot-password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in with a password.
     * @description Open to anyone.
     */
    post: operations['post_auth_login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Leave this session.
     * @description For sessions: no key opens this.
     */
    post: operations['post_auth_logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/logout-everywhere': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Leave every session.
     * @description For sessions: no key opens this.
     */
    post: operations['post_auth_logout-everywhere'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/oidc/{provider}/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where the provider sends the browser back to. Answers tokens, or 302 to the page that began with `#code=…` or `#error=…`.
     * @description Open to anyone.
     */
    get: operations['get_auth_oidc_provider_callback'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/oidc/{provider}/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Send the browser to an OpenID Connect provider to sign in there. A web page says where it wants the browser back, and the challenge of a verifier that it keeps.
     * @description Open to anyone.
     */
    get: operations['get_auth_oidc_provider_start'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/oidc/exchange': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The tokens for such a code: once, within a minute, with the verifier of the page that began.
     * @description Open to anyone.
     */
    post: operations['post_auth_oidc_exchange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/oidc/providers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * With whom one can sign in instead of with a password.
     * @description Open to anyone.
     */
    get: operations['get_auth_oidc_providers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/pages/account.js': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What these two pages do.
     * @description Open to anyone.
     */
    get: operations['get_auth_pages_account.js'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/pages/reset-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same, to choose a new password.
     * @description Open to anyone.
     */
    get: operations['get_auth_pages_reset-password'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/pages/verify-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the link in a letter opens, to verify an address.
     * @description Open to anyone.
     */
    get: operations['get_auth_pages_verify-email'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The next tokens of a session. A refresh token is good once; using it twice ends the session.
     * @description Open to anyone.
     */
    post: operations['post_auth_refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/register': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make an account. Answers alike whether the address is known or not; a letter says more.
     * @description Open to anyone.
     */
    post: operations['post_auth_register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/reset-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Choose a new password with the token of that letter. Every session ends.
     * @description Open to anyone.
     */
    post: operations['post_auth_reset-password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/verify-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Show the token of a letter: the address is yours.
     * @description Open to anyone.
     */
    post: operations['post_auth_verify-email'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/auth/verify-email/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask for that letter again.
     * @description Open to anyone.
     */
    post: operations['post_auth_verify-email_resend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/generations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your generations, newest first.
     * @description A key needs the scope `generations:read`.
     */
    get: operations['get_generations'];
    put?: never;
    /**
     * Make a film of a prompt in any language, or with dryRun only plan and price it.
     * @description A key needs the scope `generations:write`.
     */
    post: operations['post_generations'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/generations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One generation with its shots, timeline, files and cost; an admin may read anybody's.
     * @description A key needs the scope `generations:read`.
     */
    get: operations['get_generations_id'];
    put?: never;
    post?: never;
    /**
     * Delete a generation and its files; one that still runs is stopped first.
     * @description A key needs the scope `generations:write`.
     */
    delete: operations['delete_generations_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/generations/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop a generation. Doing it twice is doing it once.
     * @description A key needs the scope `generations:write`.
     */
    post: operations['post_generations_id_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/generations/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happens to a generation, live, as server-sent events: generation_update for the run, job:* for its long work. Last-Event-ID resumes with nothing missed.
     * @description A key needs the scope `generations:read`.
     */
    get: operations['get_generations_id_events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/generations/{id}/feedback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What you think of it. The next opinion stands in for the last.
     * @description A key needs the scope `generations:write`.
     */
    post: operations['post_generations_id_feedback'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/generations/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make one that failed or was cancelled anew, with the same seed, as a generation of its own.
     * @description A key needs the scope `generations:write`.
     */
    post: operations['post_generations_id_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/languages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The languages that are best understood here, and by what.
     * @description A key needs the scope `generations:read`.
     */
    get: operations['get_languages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/media/{id}/download': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A file, to keep.
     * @description A key needs the scope `media:read`.
     */
    get: operations['get_media_id_download'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/media/{id}/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A file, to play: answers Range.
     * @description A key needs the scope `media:read`.
     */
    get: operations['get_media_id_stream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/media/objects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A file by a presigned address of the local store: answers Range.
     * @description Open to anyone.
     */
    get: operations['get_media_objects'];
    /**
     * Where the local store has presigned addresses lead to; ask /media/upload for one. On S3 they lead to S3.
     * @description Open to anyone.
     */
    put: operations['put_media_objects'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/media/upload': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * An address that takes one PUT of a recording, to be used by /voice/process or /voice/generate within a day.
     * @description A key needs the scope `media:write`.
     */
    post: operations['post_media_upload'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/models': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The models that draw and film, in the order in which they are asked, with limits, prices and shutdown dates.
     * @description A key needs the scope `generations:read`.
     */
    get: operations['get_models'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What you were told, newest first, and how it reached you.
     * @description A key needs the scope `account:read`.
     */
    get: operations['get_notifications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notifications/preferences': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What you are told by e-mail and by push.
     * @description A key needs the scope `account:read`.
     */
    get: operations['get_notifications_preferences'];
    /**
     * Switch ways on or off, kind by kind; what you leave out stays.
     * @description A key needs the scope `account:write`.
     */
    put: operations['put_notifications_preferences'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notifications/push-key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The key to subscribe a browser with.
     * @description A key needs the scope `account:read`.
     */
    get: operations['get_notifications_push-key'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notifications/push-subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Be told in a browser. A browser that was subscribed before is taken over.
     * @description A key needs the scope `account:write`.
     */
    post: operations['post_notifications_push-subscriptions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notifications/push-subscriptions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * No more of it in that browser.
     * @description A key needs the scope `account:write`.
     */
    delete: operations['delete_notifications_push-subscriptions_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/notifications/read': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mark some as read, or all.
     * @description A key needs the scope `account:write`.
     */
    post: operations['post_notifications_read'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where you are signed in.
     * @description For sessions: no key opens this.
     */
    get: operations['get_sessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Sign out there.
     * @description For sessions: no key opens this.
     */
    delete: operations['delete_sessions_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/account': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Close your account for good: everything of it is erased. Export first what you want to keep.
     * @description For sessions: no key opens this.
     */
    delete: operations['delete_users_account'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/account/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Have everything that is kept of you put into one zip file. One that is under way already is answered again.
     * @description For sessions: no key opens this.
     */
    post: operations['post_users_account_export'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/account/export/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far an export is, and where it lies.
     * @description For sessions: no key opens this.
     */
    get: operations['get_users_account_export_id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/account/export/{id}/download': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The zip file. It is kept for a day.
     * @description For sessions: no key opens this.
     */
    get: operations['get_users_account_export_id_download'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/budget': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * How many credits your account may spend in a calendar month. You are told at 80 %; at 100 % nothing more is accepted.
     * @description For sessions: no key opens this.
     */
    put: operations['put_users_budget'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/budget/keys/{keyId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * The same for one of your API keys.
     * @description For sessions: no key opens this.
     */
    put: operations['put_users_budget_keys_keyId'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/generations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your generations, newest first: the same list as /generations.
     * @description A key needs the scope `generations:read`.
     */
    get: operations['get_users_generations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/profile': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your profile.
     * @description A key needs the scope `account:read`.
     */
    get: operations['get_users_profile'];
    /**
     * Change your name, locale or preferences.
     * @description A key needs the scope `account:write`.
     */
    put: operations['put_users_profile'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your credits: what you have, what is set aside, what each film cost, and your budgets.
     * @description A key needs the scope `account:read`.
     */
    get: operations['get_users_usage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your recordings, newest first.
     * @description A key needs the scope `voice:read`.
     */
    get: operations['get_voice'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete a recording and all that was heard in it; one that is still worked on is stopped first. Its film stays.
     * @description A key needs the scope `voice:write`.
     */
    delete: operations['delete_voice_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop the work on a recording, and delete it. Doing it twice is doing it once.
     * @description A key needs the scope `voice:write`.
     */
    post: operations['post_voice_id_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happens to a recording, live, as server-sent events: voice_update, job:* for its long work. Last-Event-ID resumes with nothing missed.
     * @description A key needs the scope `voice:read`.
     */
    get: operations['get_voice_id_events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice/generate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * From a recording to a film in one call, with all options of a generation; with narrate its speaker is heard in it.
     * @description A key needs the scopes `voice:write` and `generations:write`.
     */
    post: operations['post_voice_generate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice/process': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Have a recording written down: text, words with their times, language, confidence.
     * @description A key needs the scope `voice:write`.
     */
    post: operations['post_voice_process'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice/status/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far a recording is, and what was heard in it.
     * @description A key needs the scope `voice:read`.
     */
    get: operations['get_voice_status_id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/voice/upload': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Bring a recording (wav, mp3, m4a, ogg, webm, flac; 25 MB, 10 minutes) and use it within a day.
     * @description A key needs the scope `voice:write`.
     */
    post: operations['post_voice_upload'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Your endpoints.
     * @description A key needs the scope `webhooks:read`.
     */
    get: operations['get_webhooks'];
    put?: never;
    /**
     * Be told at an address of yours, signed as Standard Webhooks. The secret is shown once.
     * @description A key needs the scope `webhooks:write`.
     */
    post: operations['post_webhooks'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One endpoint.
     * @description A key needs the scope `webhooks:read`.
     */
    get: operations['get_webhooks_id'];
    put?: never;
    post?: never;
    /**
     * Remove an endpoint and its log.
     * @description A key needs the scope `webhooks:write`.
     */
    delete: operations['delete_webhooks_id'];
    options?: never;
    head?: never;
    /**
     * Change an endpoint, or take one that was disabled into use again.
     * @description A key needs the scope `webhooks:write`.
     */
    patch: operations['patch_webhooks_id'];
    trace?: never;
  };
  '/v1/webhooks/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was sent to an endpoint and how it answered, newest first.
     * @description A key needs the scope `webhooks:read`.
     */
    get: operations['get_webhooks_id_deliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/deliveries/{deliveryId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One delivery and the log of its last 20 tries, newest first.
     * @description A key needs the scope `webhooks:read`.
     */
    get: operations['get_webhooks_id_deliveries_deliveryId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send it again under the same webhook-id.
     * @description A key needs the scope `webhooks:write`.
     */
    post: operations['post_webhooks_id_deliveries_deliveryId_redeliver'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/rotate-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A new secret, shown once. The old one signs beside it for a day.
     * @description A key needs the scope `webhooks:write`.
     */
    post: operations['post_webhooks_id_rotate-secret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send webhook.test to an endpoint; the log says how it went.
     * @description A key needs the scope `webhooks:write`.
     */
    post: operations['post_webhooks_id_test'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/signing-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The secret that signs what goes to the webhookUrl of a single generation.
     * @description A key needs the scope `webhooks:write`.
     */
    get: operations['get_webhooks_signing-secret'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhooks/signing-secret/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A new one. The old one signs beside it for a day.
     * @description A key needs the scope `webhooks:write`.
     */
    post: operations['post_webhooks_signing-secret_rotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AcceptedGeneration: {
      estimatedCostUsd: number;
      estimatedCredits: number;
      estimatedTimeSeconds: number;
      /** Format: uuid */
      generationId: string;
      queuePosition: number;
      status: components['schemas']['GenerationStatus'];
    };
    AcceptedVoice: {
      generationId: string | null;
      recording: components['schemas']['RecordingFacts'];
      status: components['schemas']['VoiceStatus'];
      /** Format: uuid */
      voiceId: string;
    };
    AccessView: {
      /** Format: email */
      email: string;
      emailVerified: boolean;
      hasPassword: boolean;
      locked: boolean;
      providers: string[];
      role: components['schemas']['Role'];
      sessions: number;
      suspended: boolean;
      /** Format: uuid */
      userId: string;
    };
    AccountClosing: {
      /** @enum {string} */
      status: 'erasing' | 'erased';
      userId: string;
    };
    AccountExport: {
      bytes: number | null;
      downloadUrl: string | null;
      expiresAt: string | null;
      /** Format: uuid */
      exportId: string;
      requestedAt: string;
      /** @enum {string} */
      status: 'preparing' | 'ready' | 'failed' | 'expired';
    };
    ApiKeyList: {
      keys: components['schemas']['ApiKeyView'][];
    };
    ApiKeyRevoked: {
      /** Format: uuid */
      keyId: string;
    };
    ApiKeyView: {
      /** Format: date-time */
      createdAt: string;
      expiresAt: string | null;
      hint: string;
      /** Format: uuid */
      keyId: string;
      lastUsedAt: string | null;
      name: string;
      scopes: components['schemas']['Scope'][];
    };
    AuditEntry: {
      action: string;
      actor: string;
      after: {
        [key: string]: unknown;
      };
      at: string;
      auditId: string;
      before: {
        [key: string]: unknown;
      };
      reason: string | null;
      userId: string;
    };
    AuditPage: {
      entries: components['schemas']['AuditEntry'][];
      nextCursor: string | null;
    };
    BudgetRequest: {
      credits: number | null;
    };
    BudgetView: {
      credits: number | null;
      /** Format: uuid */
      keyId?: string;
      percent: number | null;
      spent: number;
    };
    ChangePasswordRequest: {
      currentPassword: string;
      newPassword: string;
    };
    ChangeProfileRequest: {
      displayName?: string | null;
      locale?: string;
      preferences?: {
        /** @enum {string} */
        aspectRatio?: '16:9' | '9:16' | '1:1' | '4:5';
        burnInCaptions?: boolean;
        music?: boolean;
        /** @enum {string} */
        quality?: 'draft' | 'standard' | 'high';
        /** @enum {string} */
        resolution?: '360p' | '480p' | '720p' | '1080p';
        style?: string;
        /** @enum {string} */
        theme?: 'system' | 'light' | 'dark';
      };
    };
    ChangeRoleRequest: {
      /** @enum {string} */
      role: 'user' | 'admin';
    };
    ChangeUserRequest: {
      reason?: string;
      suspended?: boolean;
      /** @enum {string} */
      tier?: 'free' | 'pro' | 'enterprise';
    };
    CreateApiKeyRequest: {
      expiresInDays?: number;
      name: string;
      scopes: (
        | 'generations:read'
        | 'generations:write'
        | 'media:read'
        | 'media:write'
        | 'voice:read'
        | 'voice:write'
        | 'account:read'
        | 'account:write'
        | 'webhooks:read'
        | 'webhooks:write'
        | 'admin'
      )[];
    };
    CreatedApiKey: {
      /** Format: date-time */
      createdAt: string;
      expiresAt: string | null;
      hint: string;
      key: string;
      /** Format: uuid */
      keyId: string;
      lastUsedAt: string | null;
      name: string;
      scopes: components['schemas']['Scope'][];
    };
    CreateGenerationRequest: {
      /**
       * @default 16:9
       * @enum {string}
       */
      aspectRatio?: '16:9' | '9:16' | '1:1' | '4:5';
      /** @default {} */
      captions?: {
        /** @default false */
        burnIn?: boolean;
      };
      /** @default false */
      dryRun?: boolean;
      durationSeconds?: number;
      language?: string;
      metadata?: {
        [key: string]: string;
      };
      /** @default true */
      music?: boolean;
      prompt: string;
      /** @default {} */
      providers?: {
        image?: string;
        video?: string;
      };
      /**
       * @default standard
       * @enum {string}
       */
      quality?: 'draft' | 'standard' | 'high';
      /**
       * @default 720p
       * @enum {string}
       */
      resolution?: '360p' | '480p' | '720p' | '1080p';
      seed?: number;
      style?: string;
      /** Format: uri */
      webhookUrl?: string;
    };
    CreateUploadRequest: {
      bytes: number;
      contentType: string;
    };
    CreateWebhookRequest: {
      /** @default  */
      description?: string;
      events: (
        | 'generation.started'
        | 'generation.progressed'
        | 'generation.completed'
        | 'generation.failed'
        | 'generation.cancelled'
        | 'voice.completed'
        | 'voice.failed'
        | 'voice.cancelled'
        | 'budget.reached'
      )[];
      url: string;
    };
    CreditsGranted: {
      balance: number;
      credits: number;
      userId: string;
    };
    Discarded: {
      discarded: number;
    };
    DiscardRequest:
      | {
          /** Format: uuid */
          letterId: string;
          reason: string;
        }
      | {
          group: {
            error: string;
            queue: string;
          };
          reason: string;
        };
    EmailRequest: {
      email: string;
    };
    EmailVerified: {
      /** Format: email */
      email: string;
    };
    Failure: {
      error: {
        code: string;
        details?: unknown;
        message: string;
        statusCode: number;
      };
      /** Format: date-time */
      timestamp: string;
    };
    FeedbackRequest: {
      comments?: string;
      rating: number;
      satisfactionScore?: number;
    };
    FeedbackView: {
      comments: string | null;
      givenAt: string;
      rating: number;
      satisfactionScore: number | null;
    };
    Figures: {
      counts: {
        count: number;
        hour: string;
        type: string;
      }[];
      durations: {
        count: number;
        p50Ms: number;
        p95Ms: number;
        type: string;
      }[];
      faults: {
        count: number;
        handler: string;
      }[];
      from: string;
      providers: {
        calls: number;
        costUsd: number;
        model: string | null;
        provider: string;
      }[];
      runs: {
        cancelled: number;
        completed: number;
        failed: number;
        failureRate: number;
      };
      to: string;
    };
    GenerateFromVoiceRequest: {
      /**
       * @default 16:9
       * @enum {string}
       */
      aspectRatio?: '16:9' | '9:16' | '1:1' | '4:5';
      /** @default {} */
      captions?: {
        /** @default false */
        burnIn?: boolean;
      };
      durationSeconds?: number;
      language?: string;
      metadata?: {
        [key: string]: string;
      };
      /** @default true */
      music?: boolean;
      /** @default false */
      narrate?: boolean;
      /** @default {} */
      providers?: {
        image?: string;
        video?: string;
      };
      /**
       * @default standard
       * @enum {string}
       */
      quality?: 'draft' | 'standard' | 'high';
      /**
       * @default 720p
       * @enum {string}
       */
      resolution?: '360p' | '480p' | '720p' | '1080p';
      seed?: number;
      style?: string;
      /** Format: uuid */
      uploadId?: string;
      /** Format: uri */
      webhookUrl?: string;
    };
    GenerationFile: {
      bytes: number;
      contentType: string;
      downloadUrl: string;
      /** Format: uuid */
      fileId: string;
      /** @enum {string} */
      kind: 'video' | 'preview' | 'poster' | 'contact_sheet' | 'captions_vtt' | 'captions_srt' | 'image';
      streamUrl: string;
    };
    GenerationPage: {
      generations: components['schemas']['GenerationSummary'][];
      nextCursor: string | null;
    };
    GenerationPlan: {
      /** @constant */
      dryRun: true;
      durationSeconds: number;
      estimatedCostUsd: number;
      estimatedCredits: number;
      estimatedShots: number;
      estimatedTimeSeconds: number;
      language: {
        code: string;
        confidence: number;
      };
      providers: {
        image: string;
        video: string;
      };
      sentences: number;
    };
    GenerationSpending: {
      generationId: string;
      keyId: string | null;
      released: number | null;
      reserved: number;
      reservedAt: string;
      settled: number | null;
    };
    /** @enum {string} */
    GenerationStatus: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
    GenerationSummary: {
      createdAt: string;
      degraded: boolean;
      finishedAt: string | null;
      /** Format: uuid */
      generationId: string;
      phase: string;
      progress: number;
      prompt: string;
      status: components['schemas']['GenerationStatus'];
    };
    GenerationView: {
      costCredits: number | null;
      costUsd: number;
      createdAt: string;
      degraded: boolean;
      degradedReasons: string[];
      error: {
        code: string;
        message: string;
        phase: string;
      } | null;
      estimatedCredits: number | null;
      feedback: components['schemas']['FeedbackView'] | null;
      files: components['schemas']['GenerationFile'][];
      findings: {
        [key: string]: unknown;
      };
      finishedAt: string | null;
      /** Format: uuid */
      generationId: string;
      options: {
        [key: string]: unknown;
      };
      phase: string;
      progress: number;
      prompt: string;
      quality: {
        [key: string]: unknown;
      } | null;
      retryOf: string | null;
      shots: {
        [key: string]: unknown;
      }[];
      status: components['schemas']['GenerationStatus'];
      timeline: {
        at: string;
        message: string;
        phase: string;
        progress: number;
      }[];
      voiceId: string | null;
    };
    GrantCreditsRequest: {
      credits: number;
      reason: string;
    };
    HistoryPage: {
      events: components['schemas']['RecordedEvent'][];
      nextCursor: string | null;
    };
    LanguageList: {
      languages: components['schemas']['LanguageView'][];
    };
    LanguageView: {
      code: string;
      filmWords: boolean;
      name: string;
      ownName: string;
      translators: string[];
    };
    LetterBody: {
      bytes: number;
      content: string;
      /** @enum {string} */
      encoding: 'utf8' | 'base64';
      truncated: boolean;
    };
    LetterGroup: {
      error: string;
      failedAgain: number;
      firstFailedAt: string;
      lastFailedAt: string;
      message: string;
      queue: string;
      replaying: number;
      waiting: number;
    };
    LetterGroups: {
      groups: components['schemas']['LetterGroup'][];
    };
    LetterPage: {
      letters: components['schemas']['LetterSummary'][];
      nextCursor: string | null;
    };
    LetterPromised: {
      /** Format: email */
      email: string;
    };
    LetterSelection:
      | {
          /** Format: uuid */
          letterId: string;
        }
      | {
          group: {
            error: string;
            queue: string;
          };
        }
      | {
          /** @constant */
          all: true;
        };
    /** @enum {string} */
    LetterState: 'resting' | 'replaying' | 'replayed' | 'failed_again' | 'discarded';
    LetterSummary: {
      attempts: number;
      correlationId: string | null;
      error: {
        code: string | null;
        message: string;
        name: string;
      };
      eventId: string | null;
      eventType: string;
      failedAgain: number;
      firstFailedAt: string;
      handler: string;
      lastFailedAt: string;
      /** Format: uuid */
      letterId: string;
      queue: string;
      replays: number;
      service: string;
      state: components['schemas']['LetterState'];
    };
    LetterView: {
      attempts: number;
      body: components['schemas']['LetterBody'];
      correlationId: string | null;
      discardedBy: string | null;
      discardReason: string | null;
      error: {
        code: string | null;
        message: string;
        name: string;
      };
      eventId: string | null;
      eventType: string;
      failedAgain: number;
      filedAt: string;
      firstFailedAt: string;
      handler: string;
      lastFailedAt: string;
      /** Format: uuid */
      letterId: string;
      queue: string;
      replayId: string | null;
      replays: number;
      service: string;
      stack: string | null;
      stamps: {
        [key: string]: string | number | boolean;
      };
      state: components['schemas']['LetterState'];
    };
    LockRequest: {
      locked: boolean;
    };
    LoginRequest: {
      email: string;
      password: string;
    };
    ModelList: {
      models: components['schemas']['ModelView'][];
    };
    ModelView: {
      aspectRatios: ('16:9' | '9:16' | '1:1' | '4:5')[];
      embedded: boolean;
      id: string;
      /** @enum {string} */
      kind: 'image' | 'video';
      maxDurationSeconds: number | null;
      maxPromptLength: number;
      place: number;
      priceUsd: number;
      provider: string;
      replacement: string | null;
      shutsDownAt: string | null;
    };
    /** @enum {string} */
    NotificationKind: 'welcome' | 'film_ready' | 'film_failed' | 'voice_ready' | 'voice_failed' | 'budget_reached' | 'webhook_disabled';
    NotificationPage: {
      nextCursor: string | null;
      notifications: components['schemas']['NotificationView'][];
      unread: number;
    };
    NotificationPreferences: {
      preferences: components['schemas']['Preference'][];
    };
    NotificationPreferencesRequest: {
      preferences: {
        email?: boolean;
        /** @enum {string} */
        kind: 'film_ready' | 'film_failed' | 'voice_ready' | 'voice_failed' | 'budget_reached' | 'webhook_disabled';
        push?: boolean;
      }[];
    };
    NotificationView: {
      createdAt: string;
      deliveries: {
        attempts: number;
        error: string | null;
        /** @enum {string} */
        method: 'email' | 'push';
        /** @enum {string} */
        status: 'waiting' | 'sending' | 'delivered' | 'failed' | 'not_configured' | 'cancelled';
      }[];
      generationId: string | null;
      kind: components['schemas']['NotificationKind'];
      /** Format: uuid */
      notificationId: string;
      readAt: string | null;
      text: string;
      title: string;
      voiceId: string | null;
    };
    OidcExchangeRequest: {
      code: string;
      verifier: string;
    };
    OperationPage: {
      operations: components['schemas']['OperationView'][];
    };
    OperationResolved: {
      callKey: string;
      /** @enum {string} */
      outcome: 'succeeded' | 'failed';
    };
    /** @enum {string} */
    OperationStep: 'intent' | 'submitted' | 'succeeded' | 'failed' | 'unknown';
    OperationView: {
      callKey: string;
      costUsd: number;
      /** Format: date-time */
      createdAt: string;
      error: {
        errorClass: string;
        message: string;
      } | null;
      model: string;
      note: string | null;
      operationId: string | null;
      provider: string;
      settledAt: string | null;
      state: components['schemas']['OperationStep'];
    };
    Preference: {
      email: boolean;
      kind: components['schemas']['SwitchableKind'];
      push: boolean;
    };
    Preferences: {
      /** @enum {string} */
      aspectRatio?: '16:9' | '9:16' | '1:1' | '4:5';
      burnInCaptions?: boolean;
      music?: boolean;
      /** @enum {string} */
      quality?: 'draft' | 'standard' | 'high';
      /** @enum {string} */
      resolution?: '360p' | '480p' | '720p' | '1080p';
      style?: string;
      /** @enum {string} */
      theme?: 'system' | 'light' | 'dark';
    };
    PresignedUpload: {
      expiresAt: string;
      headers: {
        [key: string]: string;
      };
      maxBytes: number;
      /** Format: uuid */
      uploadId: string;
      uploadUrl: string;
    };
    ProcessVoiceRequest: {
      language?: string;
      /** Format: uuid */
      uploadId?: string;
    };
    ProfileView: {
      createdAt: string | null;
      displayName: string | null;
      email: string | null;
      locale: string;
      preferences: components['schemas']['Preferences'];
      suspended: boolean;
      /** @enum {string} */
      tier: 'free' | 'pro' | 'enterprise';
      userId: string;
    };
    ProviderList: {
      providers: {
        label: string;
        provider: components['schemas']['ProviderName'];
      }[];
    };
    ProviderName: string;
    PushKey: {
      publicKey: string | null;
    };
    PushSubscribed: {
      /** Format: uuid */
      subscriptionId: string;
    };
    PushSubscriptionRequest: {
      endpoint: string;
      expirationTime?: number | null;
      keys: {
        auth: string;
        p256dh: string;
      };
    };
    ReadCount: {
      read: number;
    };
    ReadRequest:
      | {
          notificationIds: string[];
        }
      | {
          /** @constant */
          all: true;
        };
    RecordedEvent: {
      at: string;
      causationId: string | null;
      correlationId: string;
      data: {
        [key: string]: unknown;
      };
      /** Format: uuid */
      eventId: string;
      source: string;
      subject: string | null;
      tier: string | null;
      type: string;
      userId: string | null;
    };
    RecordingFacts: {
      bytes: number;
      channels: number;
      codec: string;
      contentType: string;
      durationSeconds: number;
      /** @enum {string} */
      format: 'wav' | 'mp3' | 'm4a' | 'ogg' | 'webm' | 'flac';
      sampleRate: number;
    };
    RefreshRequest: {
      refreshToken: string;
    };
    RegisterRequest: {
      email: string;
      /** @default en */
      locale?: string;
      password: string;
    };
    ReplayPage: {
      nextCursor: string | null;
      replays: components['schemas']['ReplayView'][];
    };
    ReplayView: {
      failedAgain: number;
      finishedAt: string | null;
      progress: number;
      /** Format: uuid */
      replayId: string;
      selection: components['schemas']['LetterSelection'];
      sent: number;
      startedAt: string;
      startedBy: string;
      /** @enum {string} */
      state: 'running' | 'cancelling' | 'cancelled' | 'done';
      total: number;
      unroutable: number;
    };
    ResetPasswordRequest: {
      password: string;
      token: string;
    };
    ResolveOperationRequest: {
      /** @default 0 */
      costUsd?: number;
      note: string;
      /** @enum {string} */
      outcome: 'succeeded' | 'failed';
    };
    /** @enum {string} */
    Role: 'user' | 'admin';
    RotatedSecret: {
      previousValidUntil: string | null;
      secret: string;
    };
    RotateKeysRequest: {
      /** @default false */
      compromised?: boolean;
    };
    RunTimeline: {
      correlationId: string;
      events: components['schemas']['RecordedEvent'][];
    };
    /** @enum {string} */
    Scope:
      | 'generations:read'
      | 'generations:write'
      | 'media:read'
      | 'media:write'
      | 'voice:read'
      | 'voice:write'
      | 'account:read'
      | 'account:write'
      | 'webhooks:read'
      | 'webhooks:write'
      | 'admin';
    SessionEnded: {
      /** Format: uuid */
      sessionId: string;
    };
    SessionList: {
      sessions: components['schemas']['SessionView'][];
    };
    SessionView: {
      address: string | null;
      current: boolean;
      device: string | null;
      /** Format: date-time */
      lastSeenAt: string;
      /** @enum {string} */
      method: 'password' | 'oidc';
      /** Format: uuid */
      sessionId: string;
      /** Format: date-time */
      signedInAt: string;
    };
    SigningKeyList: {
      keys: components['schemas']['SigningKeyView'][];
    };
    SigningKeyView: {
      /** Format: date-time */
      createdAt: string;
      kid: string;
      signsFrom: string | null;
      signsUntil: string | null;
      /** @enum {string} */
      state: 'next' | 'signs' | 'verifies';
    };
    SkippedMessage: {
      correlationId: string | null;
      eventId: string | null;
      eventType: string;
      handler: string;
      queue: string;
      reason: string;
      service: string;
      skippedAt: string;
      /** Format: uuid */
      skippedId: string;
    };
    SkippedPage: {
      nextCursor: string | null;
      skipped: components['schemas']['SkippedMessage'][];
    };
    /** @enum {string} */
    SwitchableKind: 'film_ready' | 'film_failed' | 'voice_ready' | 'voice_failed' | 'budget_reached' | 'webhook_disabled';
    Tokens: {
      accessToken: string;
      expiresIn: number;
      /** Format: date-time */
      refreshExpiresAt: string;
      refreshToken: string;
      /** Format: uuid */
      sessionId: string;
      /** @constant */
      tokenType: 'Bearer';
      user: {
        /** Format: email */
        email: string;
        role: components['schemas']['Role'];
        /** @enum {string} */
        tier: 'free' | 'pro' | 'enterprise';
        /** Format: uuid */
        userId: string;
      };
    };
    UpdateWebhookRequest: {
      description?: string;
      enabled?: boolean;
      events?: (
        | 'generation.started'
        | 'generation.progressed'
        | 'generation.completed'
        | 'generation.failed'
        | 'generation.cancelled'
        | 'voice.completed'
        | 'voice.failed'
        | 'voice.cancelled'
        | 'budget.reached'
      )[];
      url?: string;
    };
    UploadedRecording: {
      bytes: number;
      channels: number;
      codec: string;
      contentType: string;
      durationSeconds: number;
      /** @enum {string} */
      format: 'wav' | 'mp3' | 'm4a' | 'ogg' | 'webm' | 'flac';
      sampleRate: number;
      /** Format: uuid */
      uploadId: string;
    };
    UsageView: {
      balance: number;
      budget: components['schemas']['BudgetView'];
      generations: components['schemas']['GenerationSpending'][];
      keyBudgets: components['schemas']['BudgetView'][];
      month: string;
      monthlyCredits: number;
      nextCursor: string | null;
      reserved: number;
      spentThisMonth: number;
      /** @enum {string} */
      tier: 'free' | 'pro' | 'enterprise';
    };
    UserPage: {
      nextCursor: string | null;
      users: components['schemas']['UserSummary'][];
    };
    UserSummary: {
      balance: number;
      createdAt: string | null;
      displayName: string | null;
      email: string | null;
      locale: string;
      reserved: number;
      suspended: boolean;
      /** @enum {string} */
      tier: 'free' | 'pro' | 'enterprise';
      userId: string;
    };
    VerifyEmailRequest: {
      token: string;
    };
    VoicePage: {
      nextCursor: string | null;
      voices: components['schemas']['VoiceSummary'][];
    };
    /** @enum {string} */
    VoicePhase: 'accepted' | 'preparing' | 'listening' | 'done';
    /** @enum {string} */
    VoiceStatus: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
    VoiceSummary: {
      createdAt: string;
      finishedAt: string | null;
      generationId: string | null;
      phase: components['schemas']['VoicePhase'];
      progress: number;
      status: components['schemas']['VoiceStatus'];
      /** Format: uuid */
      voiceId: string;
    };
    VoiceView: {
      costUsd: number;
      createdAt: string;
      error: {
        code: string;
        message: string;
      } | null;
      finishedAt: string | null;
      generationId: string | null;
      language: {
        agreed: boolean;
        code: string;
        confidence: number;
        opinions: {
          by: string;
          code: string;
          confidence: number;
        }[];
      } | null;
      narrate: boolean;
      phase: components['schemas']['VoicePhase'];
      preparation: {
        durationSeconds: number;
        steps: {
          applied: boolean;
          detail: string;
          /** @enum {string} */
          step: 'decode' | 'high_pass' | 'hum_removal' | 'noise_reduction' | 'trim_silence' | 'loudness' | 'resample';
        }[];
      } | null;
      progress: number;
      recording: components['schemas']['RecordingFacts'];
      status: components['schemas']['VoiceStatus'];
      timeline: {
        at: string;
        message: string;
        phase: components['schemas']['VoicePhase'];
        progress: number;
      }[];
      transcript: {
        confidence: number;
        engine: string;
        text: string;
        words: {
          confidence?: number;
          endSeconds: number;
          startSeconds: number;
          text: string;
        }[];
      } | null;
      /** Format: uuid */
      voiceId: string;
    };
    WebhookAttemptView: {
      answerStatus: number | null;
      answerText: string | null;
      at: string;
      durationMs: number | null;
      error: string | null;
      errorClass: components['schemas']['WebhookErrorClass'] | null;
      number: number;
      /** @enum {string} */
      result: 'delivered' | 'failed' | 'under_way' | 'unknown';
    };
    WebhookCreated: {
      createdAt: string;
      description: string;
      disabledReason: ('asked' | 'gone' | 'failing') | null;
      enabled: boolean;
      events: components['schemas']['WebhookEvent'][];
      failingSince: string | null;
      secret: string;
      url: string;
      /** Format: uuid */
      webhookId: string;
    };
    WebhookDeleted: {
      /** Format: uuid */
      webhookId: string;
    };
    WebhookDeliveryPage: {
      deliveries: components['schemas']['WebhookDeliveryView'][];
      nextCursor: string | null;
    };
    WebhookDeliveryQueued: {
      /** Format: uuid */
      deliveryId: string;
    };
    WebhookDeliveryView: {
      answerStatus: number | null;
      answerText: string | null;
      attempts: number;
      createdAt: string;
      /** Format: uuid */
      deliveryId: string;
      error: string | null;
      event: string;
      finishedAt: string | null;
      messageId: string;
      nextAttemptAt: string | null;
      /** @enum {string} */
      status: 'waiting' | 'sending' | 'delivered' | 'failed' | 'cancelled';
    };
    WebhookDeliveryWithLog: {
      answerStatus: number | null;
      answerText: string | null;
      attempts: number;
      createdAt: string;
      /** Format: uuid */
      deliveryId: string;
      error: string | null;
      event: string;
      finishedAt: string | null;
      log: components['schemas']['WebhookAttemptView'][];
      messageId: string;
      nextAttemptAt: string | null;
      /** @enum {string} */
      status: 'waiting' | 'sending' | 'delivered' | 'failed' | 'cancelled';
    };
    /** @enum {string} */
    WebhookErrorClass: 'answer' | 'timeout' | 'connection' | 'name' | 'tls' | 'protocol' | 'address_refused' | 'out_of_use' | 'other';
    /** @enum {string} */
    WebhookEvent:
      | 'generation.started'
      | 'generation.progressed'
      | 'generation.completed'
      | 'generation.failed'
      | 'generation.cancelled'
      | 'voice.completed'
      | 'voice.failed'
      | 'voice.cancelled'
      | 'budget.reached';
    WebhookList: {
      webhooks: components['schemas']['WebhookView'][];
    };
    WebhookView: {
      createdAt: string;
      description: string;
      disabledReason: ('asked' | 'gone' | 'failing') | null;
      enabled: boolean;
      events: components['schemas']['WebhookEvent'][];
      failingSince: string | null;
      url: string;
      /** Format: uuid */
      webhookId: string;
    };
  };
  responses: {
    /** @description The request does not fit. */
    Failure400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description No token or key that holds. */
    Failure401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description Not enough credits, or a budget is used up. */
    Failure402: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description Not for this person, or not for this key. */
    Failure403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description There is nothing here, or it is somebody else’s. */
    Failure404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description It took too long to arrive. */
    Failure408: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description It does not go with how things stand: the code says why. */
    Failure409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description The body is too large. */
    Failure413: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description Nothing that is taken here: the code says why. */
    Failure415: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description Understood, and refused: the code says why. */
    Failure422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description Too many requests: Retry-After says when. */
    Failure429: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
    /** @description A service is away: Retry-After says when. */
    Failure503: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Failure'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  'get_.well-known_jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/jwk-set+json': unknown;
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_admin_audit: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
        userId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AuditPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_dead-letters': {
    parameters: {
      query?: {
        /** @description The run: a generation or a voice recording. */
        correlationId?: string;
        cursor?: string;
        /** @description The error's code, or its name where it has none. */
        error?: string;
        eventType?: string;
        limit?: number;
        /** @description `<service>.<handler>` */
        queue?: string;
        /** @description `open` are those that wait for somebody: resting or failed again. */
        state?: 'resting' | 'replaying' | 'replayed' | 'failed_again' | 'discarded' | 'open' | 'any';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['LetterPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_dead-letters_id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['LetterView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_dead-letters_discards': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiscardRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Discarded'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_dead-letters_groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['LetterGroups'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_dead-letters_replays': {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ReplayPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_dead-letters_replays': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json':
          | {
              /** Format: uuid */
              letterId: string;
            }
          | {
              group: {
                error: string;
                queue: string;
              };
            }
          | {
              /** @constant */
              all: true;
            };
      };
    };
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ReplayView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_dead-letters_replays_id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ReplayView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_dead-letters_replays_id_cancel': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ReplayView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_dead-letters_skipped': {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['SkippedPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_admin_events: {
    parameters: {
      query?: {
        correlationId?: string;
        cursor?: string;
        from?: string;
        limit?: number;
        source?: string;
        to?: string;
        type?: string;
        userId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['HistoryPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_admin_figures: {
    parameters: {
      query?: {
        from?: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Figures'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_provider-operations_images': {
    parameters: {
      query?: {
        limit?: number;
        state?: 'intent' | 'submitted' | 'succeeded' | 'failed' | 'unknown';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_provider-operations_images_callKey_resolve': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        callKey: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResolveOperationRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationResolved'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_provider-operations_speech': {
    parameters: {
      query?: {
        limit?: number;
        state?: 'intent' | 'submitted' | 'succeeded' | 'failed' | 'unknown';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_provider-operations_speech_callKey_resolve': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        callKey: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResolveOperationRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationResolved'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_provider-operations_videos': {
    parameters: {
      query?: {
        limit?: number;
        state?: 'intent' | 'submitted' | 'succeeded' | 'failed' | 'unknown';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_provider-operations_videos_callKey_resolve': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        callKey: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResolveOperationRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationResolved'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_provider-operations_voice-languages': {
    parameters: {
      query?: {
        limit?: number;
        state?: 'intent' | 'submitted' | 'succeeded' | 'failed' | 'unknown';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_provider-operations_voice-languages_callKey_resolve': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        callKey: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResolveOperationRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['OperationResolved'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_admin_runs_correlationId_timeline: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        correlationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['RunTimeline'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_admin_signing-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['SigningKeyList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_admin_signing-keys_rotations': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RotateKeysRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['SigningKeyList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_admin_users: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
        /** @description Part of an e-mail address or a name, or a whole user id. */
        q?: string;
        suspended?: string;
        tier?: 'free' | 'pro' | 'enterprise';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['UserPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  patch_admin_users_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeUserRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['UserSummary'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_admin_users_id_access: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AccessView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_admin_users_id_credits: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GrantCreditsRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['CreditsGranted'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  put_admin_users_id_lock: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LockRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AccessView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_admin_users_id_logout: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AccessView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  put_admin_users_id_role: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeRoleRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AccessView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ApiKeyList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_api-keys': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKeyRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['CreatedApiKey'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'delete_api-keys_id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ApiKeyRevoked'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_auth_change-password': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangePasswordRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: Record<string, never>;
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_auth_forgot-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EmailRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['LetterPromised'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_auth_login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Tokens'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_auth_logout: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['SessionEnded'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_auth_logout-everywhere': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: Record<string, never>;
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_auth_oidc_provider_callback: {
    parameters: {
      query?: {
        code?: string;
        error?: string;
        error_description?: string;
        iss?: string;
        session_state?: string;
        state?: string;
      };
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Tokens'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_auth_oidc_provider_start: {
    parameters: {
      query?: {
        /** @description base64url(SHA-256(verifier)), without padding. */
        challenge?: string;
        /** @description One of the pages that the operator lists, letter by letter. */
        returnTo?: string;
      };
      header?: never;
      path: {
        provider: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': unknown;
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_auth_oidc_exchange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OidcExchangeRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Tokens'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_auth_oidc_providers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ProviderList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_auth_pages_account.js': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/javascript': unknown;
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_auth_pages_reset-password': {
    parameters: {
      query?: {
        /** @description BCP 47. Left out, Accept-Language decides. */
        locale?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': unknown;
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_auth_pages_verify-email': {
    parameters: {
      query?: {
        /** @description BCP 47. Left out, Accept-Language decides. */
        locale?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': unknown;
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_auth_refresh: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Tokens'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_auth_register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RegisterRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['LetterPromised'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_auth_reset-password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResetPasswordRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: Record<string, never>;
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_auth_verify-email': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VerifyEmailRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['EmailVerified'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_auth_verify-email_resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EmailRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['LetterPromised'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_generations: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
        /** @description Words to look for in the prompt. */
        q?: string;
        status?: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['GenerationPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_generations: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateGenerationRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AcceptedGeneration'] | components['schemas']['GenerationPlan'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      402: components['responses']['Failure402'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_generations_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['GenerationView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  delete_generations_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: uuid */
              generationId: string;
            };
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_generations_id_cancel: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: uuid */
              generationId: string;
              status: components['schemas']['GenerationStatus'];
            };
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_generations_id_events: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': unknown;
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_generations_id_feedback: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FeedbackRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['FeedbackView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_generations_id_retry: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AcceptedGeneration'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      402: components['responses']['Failure402'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_languages: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['LanguageList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_media_id_download: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': unknown;
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_media_id_stream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': unknown;
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_media_objects: {
    parameters: {
      query?: {
        token?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': unknown;
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  put_media_objects: {
    parameters: {
      query?: {
        token?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'audio/*': string;
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              bytes: number;
              checksum: string;
            };
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      403: components['responses']['Failure403'];
      408: components['responses']['Failure408'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      415: components['responses']['Failure415'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_media_upload: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateUploadRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['PresignedUpload'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_models: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ModelList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_notifications: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
        /** @description Only those that were not read yet. */
        unread?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['NotificationPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_notifications_preferences: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['NotificationPreferences'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  put_notifications_preferences: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NotificationPreferencesRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['NotificationPreferences'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_notifications_push-key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['PushKey'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_notifications_push-subscriptions': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PushSubscriptionRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['PushSubscribed'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'delete_notifications_push-subscriptions_id': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['PushSubscribed'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_notifications_read: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReadRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ReadCount'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_sessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['SessionList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  delete_sessions_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['SessionEnded'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  delete_users_account: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AccountClosing'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_users_account_export: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AccountExport'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_users_account_export_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AccountExport'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_users_account_export_id_download: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/zip': unknown;
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  put_users_budget: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BudgetRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['BudgetView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  put_users_budget_keys_keyId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        keyId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BudgetRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['BudgetView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_users_generations: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
        /** @description Words to look for in the prompt. */
        q?: string;
        status?: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['GenerationPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_users_profile: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ProfileView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  put_users_profile: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeProfileRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ProfileView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_users_usage: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['UsageView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_voice: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['VoicePage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  delete_voice_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: uuid */
              voiceId: string;
            };
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_voice_id_cancel: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              status: components['schemas']['VoiceStatus'];
              /** Format: uuid */
              voiceId: string;
            };
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_voice_id_events: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': unknown;
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_voice_generate: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GenerateFromVoiceRequest'];
        'audio/*': string;
        'multipart/form-data': {
          /**
           * Format: binary
           * @description The recording. What it is called is not looked at.
           */
          file: string;
          request?: components['schemas']['GenerateFromVoiceRequest'];
        };
      };
    };
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AcceptedVoice'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      402: components['responses']['Failure402'];
      403: components['responses']['Failure403'];
      408: components['responses']['Failure408'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      415: components['responses']['Failure415'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_voice_process: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProcessVoiceRequest'];
        'audio/*': string;
        'multipart/form-data': {
          /**
           * Format: binary
           * @description The recording. What it is called is not looked at.
           */
          file: string;
          request?: components['schemas']['ProcessVoiceRequest'];
        };
      };
    };
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AcceptedVoice'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      402: components['responses']['Failure402'];
      403: components['responses']['Failure403'];
      408: components['responses']['Failure408'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      415: components['responses']['Failure415'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_voice_status_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['VoiceView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_voice_upload: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'audio/*': string;
        'multipart/form-data': {
          /**
           * Format: binary
           * @description The recording. What it is called is not looked at.
           */
          file: string;
        };
      };
    };
    responses: {
      /** @description As asked. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['UploadedRecording'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      402: components['responses']['Failure402'];
      403: components['responses']['Failure403'];
      408: components['responses']['Failure408'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      415: components['responses']['Failure415'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_webhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookList'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_webhooks: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWebhookRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookCreated'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_webhooks_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  delete_webhooks_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookDeleted'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  patch_webhooks_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateWebhookRequest'];
      };
    };
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookView'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      413: components['responses']['Failure413'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_webhooks_id_deliveries: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
        status?: 'waiting' | 'sending' | 'delivered' | 'failed' | 'cancelled';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookDeliveryPage'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  get_webhooks_id_deliveries_deliveryId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        deliveryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookDeliveryWithLog'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_webhooks_id_deliveries_deliveryId_redeliver: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        deliveryId: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookDeliveryQueued'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_webhooks_id_rotate-secret': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['RotatedSecret'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  post_webhooks_id_test: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookDeliveryQueued'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      404: components['responses']['Failure404'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'get_webhooks_signing-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['RotatedSecret'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
  'post_webhooks_signing-secret_rotate': {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key and body are answered alike and done once, for a day; the same key with another body is refused. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As asked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['RotatedSecret'];
            message: string;
            /** @constant */
            status: 'success';
            /** Format: date-time */
            timestamp: string;
          };
        };
      };
      400: components['responses']['Failure400'];
      401: components['responses']['Failure401'];
      403: components['responses']['Failure403'];
      409: components['responses']['Failure409'];
      422: components['responses']['Failure422'];
      429: components['responses']['Failure429'];
      503: components['responses']['Failure503'];
    };
  };
}
