import type { Golden } from '../golden.ts';
import { operation, others, person, row, userPath } from '../row.ts';
import { DATABASE, device, MAC, MOBILE, OFFICE, PHONE, PORTAL, SCRIPT, TRAIN } from '../tenant.ts';

const tom = person('tom.ashby@example.com');
const nobody = { email: '', userId: '', on: DATABASE, app: PORTAL, from: OFFICE };

function wrong(count: number, from: string): ReturnType<typeof tom>[] {
  return Array.from({ length: count }, (_, i) => tom(`${from}+${i}m`, 'fp'));
}

const account = {
  user_id: tom.userId,
  email: tom.email,
  email_verified: true,
  identities: [{ connection: DATABASE.name, provider: 'auth0', user_id: tom.userId.slice(6) }],
};

const STRANGER = { ip: '198.51.100.77', agent: 'Opera 110.0.0 / Windows 8.1.0' };
/** Somebody guesses at night until Auth0 blocks the name there; its owner comes from home all the same. */
const guessedAt = [
  ...['-4 08:00', '-2 08:00', '-1 08:00'].map((when) => tom(when, 's')),
  ...Array.from({ length: 10 }, (_, i) => tom(`02:40+${i * 20}s`, 'fp', { from: STRANGER })),
  tom('02:45', 'limit_wc', { from: STRANGER }),
  tom('08:10', 's'),
];

/** Blocks on one account. */
export const accountBlocks: Golden[] = [
  {
    title: 'Blocked on a stranger’s address, as Auth0 says now; the owner was in from home since',
    ask: tom.email,
    at: '10:00',
    rows: guessedAt,
    profile: {
      users: [account],
      blocks: [{ identifier: tom.email, ip: STRANGER.ip, connection: DATABASE.name }],
    },
    is: {
      cause: 'suspected_attack',
      owner: 'support',
      cite: ['02:45'],
      never: ['brute_force_blocked', 'wrong_password', 'resolved'],
    },
  },
  {
    title: 'The same, and Auth0 was not asked: in, and it was not the owner who failed',
    ask: tom.email,
    at: '10:00',
    rows: guessedAt,
    is: {
      cause: ['resolved', 'suspected_attack', 'no_failures'],
      alternatives: ['suspected_attack'],
      never: ['brute_force_blocked', 'wrong_password'],
    },
  },
  {
    title: 'An administrator blocked the account; a new password changes nothing',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      operation('08:40', 'Update a User', { method: 'patch', path: userPath(tom), body: { blocked: true } }),
      tom('09:01', 'f', { text: 'user is blocked', error: 'unauthorized' }),
      tom('09:10', 'scpr'),
      tom('09:12', 'scp'),
      tom('09:13', 'f', { text: 'user is blocked', error: 'unauthorized' }),
    ],
    is: {
      cause: 'admin_blocked',
      owner: 'tenant_admin',
      state: 'blocked',
      confidence: 'high',
      scope: 'this_user',
      cite: ['08:40', '09:13'],
      changes: ['08:40'],
      never: ['brute_force_blocked', 'stale_password', 'reset_not_completed'],
    },
  },
  {
    title: 'Blocked by an administrator long ago, and ten wrong passwords on top',
    ask: tom.email,
    at: '10:00',
    rows: [
      ...wrong(10, '08:00'),
      tom('08:10', 'limit_wc'),
      tom('-1 09:01', 'f', { text: 'user is blocked', error: 'unauthorized' }),
    ],
    profile: { users: [{ ...account, blocked: true }], blocks: [{ identifier: tom.email, ip: tom.from.ip }] },
    is: {
      cause: 'admin_blocked',
      owner: 'tenant_admin',
      state: 'blocked',
      cite: ['-1 09:01'],
      alternatives: ['brute_force_blocked'],
    },
  },
  {
    title: 'Only the live profile knows that the account is blocked',
    ask: tom.email,
    at: '10:00',
    rows: [tom('-3 08:00', 's')],
    profile: { users: [{ ...account, blocked: true }], blocks: [] },
    is: {
      cause: 'admin_blocked',
      owner: 'tenant_admin',
      state: 'blocked',
      confidence: ['high', 'medium'],
      never: ['no_failures', 'no_events'],
    },
  },
  {
    title: 'The block was lifted a minute ago; nobody has tried since',
    ask: tom.email,
    at: '10:00',
    rows: [
      operation('08:40', 'Update a User', { method: 'patch', path: userPath(tom), body: { blocked: true } }),
      tom('09:01', 'f', { text: 'user is blocked', error: 'unauthorized' }),
      operation('09:58', 'Update a User', { method: 'patch', path: userPath(tom), body: { blocked: false } }),
    ],
    profile: { users: [{ ...account, blocked: false }], blocks: [] },
    is: {
      cause: 'admin_blocked',
      state: ['failing', 'none'],
      confidence: ['medium', 'low'],
      says: /lifted|no longer|not any more/i,
      never: ['no_events'],
    },
  },
  {
    title: 'Ten wrong passwords, the block, and two more tries',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      ...wrong(10, '09:00'),
      tom('09:10', 'limit_wc'),
      tom('09:20', 'fp'),
      tom('09:22', 'fp'),
    ],
    is: {
      cause: 'brute_force_blocked',
      owner: 'support',
      state: 'blocked',
      confidence: 'high',
      cite: ['09:10', '09:22'],
      never: ['wrong_password', 'admin_blocked', 'ip_throttled'],
    },
  },
  {
    title: 'The row of the block is missing, the live list has it',
    ask: tom.email,
    at: '10:00',
    rows: [tom('-3 08:00', 's'), ...wrong(11, '09:00')],
    profile: { users: [account], blocks: [{ identifier: tom.email, ip: tom.from.ip, connection: DATABASE.name }] },
    is: {
      cause: 'brute_force_blocked',
      owner: 'support',
      state: 'blocked',
      confidence: 'high',
      never: ['wrong_password'],
    },
  },
  {
    title: 'The row of the block is missing, and nobody asked live',
    ask: tom.email,
    at: '10:00',
    rows: [tom('-3 08:00', 's'), ...wrong(12, '09:00')],
    is: { cause: ['brute_force_blocked', 'wrong_password'], confidence: 'medium', notes: /once an hour/ },
  },
  {
    title: 'The login page says that the account is blocked after many tries',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      ...wrong(3, '09:00'),
      tom('09:20', 'f', {
        text: "Your account has been blocked after multiple consecutive login attempts. We've sent you a notification via your preferred contact method with instructions on how to unblock it.",
        error: 'too_many_attempts',
        userId: '',
      }),
    ],
    is: {
      cause: 'brute_force_blocked',
      state: 'blocked',
      confidence: 'high',
      cite: ['09:20'],
      never: ['ip_throttled', 'admin_blocked', 'action_denied'],
    },
  },
  {
    title: 'Blocked, unblocked by the link in the mail, and wrong again',
    ask: tom.email,
    at: '10:00',
    rows: [
      ...wrong(10, '08:00'),
      tom('08:10', 'limit_wc'),
      tom('08:40', 'ublkdu', { text: 'Account unblocked', details: { email: tom.email } }),
      tom('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', state: 'failing', cite: ['09:31'], never: ['brute_force_blocked'] },
  },
  {
    title: 'Blocked by its row, but the live list is empty by now',
    ask: tom.email,
    at: '10:00',
    rows: [...wrong(10, '08:00'), tom('08:10', 'limit_wc')],
    profile: { users: [account], blocks: [] },
    is: {
      cause: 'wrong_password',
      state: 'failing',
      alternatives: ['brute_force_blocked'],
      never: ['brute_force_blocked', 'no_failures'],
    },
  },
  {
    title: 'Blocked at the office, in from the phone, and refused at the office again',
    ask: tom.email,
    at: '10:00',
    rows: [
      ...wrong(10, '08:00').map((r) => ({ ...r, raw: { ...r.raw, ip: OFFICE.ip, user_agent: OFFICE.agent } })),
      tom('08:10', 'limit_wc', { from: OFFICE }),
      tom('08:30', 's', { from: { ip: TRAIN.ip, agent: PHONE.agent } }),
      tom('09:31', 'fp', { from: OFFICE }),
    ],
    is: {
      cause: 'brute_force_blocked',
      state: 'blocked',
      cite: ['08:10', '09:31'],
      never: ['resolved', 'wrong_password'],
    },
  },
  {
    title: 'The password is on a list of leaked ones, and the shield is on',
    ask: tom.email,
    at: '10:00',
    rows: [tom('-3 08:00', 's'), tom('09:31', 'pwd_leak')],
    is: {
      cause: 'breached_password_blocked',
      owner: 'user',
      state: ['blocked', 'failing'],
      confidence: 'high',
      cite: ['09:31'],
      never: ['wrong_password', 'suspected_attack'],
      advises: /Forgot password/,
    },
  },
  {
    title: 'The leak was noticed but not enforced: the login went through',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      tom('09:31', 'pwd_leak', {
        text: `Someone behind the IP address: ${tom.from.ip} attempted to login with a leaked password.`,
      }),
      tom('09:31:02', 's'),
    ],
    is: { cause: ['no_failures', 'resolved'], owner: 'nobody', never: ['breached_password_blocked'] },
  },
  {
    title: 'The page refuses the leaked password; the row of the shield was throttled',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      tom('09:31', 'f', {
        text: 'We have detected a potential security issue with this account. To protect your account, we have blocked this login.',
        error: 'password_leaked',
      }),
    ],
    is: {
      cause: 'breached_password_blocked',
      owner: 'user',
      state: ['blocked', 'failing'],
      cite: ['09:31'],
      never: ['action_denied', 'admin_blocked'],
    },
  },
  {
    title: 'A leaked password, reset since, and a wrong one typed now',
    ask: tom.email,
    at: '10:00',
    rows: [tom('08:31', 'pwd_leak'), tom('08:40', 'scpr'), tom('08:42', 'scp'), tom('09:31', 'fp')],
    is: {
      cause: ['stale_password', 'wrong_password'],
      state: 'failing',
      cite: ['09:31'],
      never: ['breached_password_blocked'],
    },
  },
  {
    title: 'A loop signs the person in more than twenty times a minute',
    ask: tom.email,
    at: '10:00',
    rows: [...Array.from({ length: 21 }, (_, i) => tom(`09:31+${i * 2}s`, 's')), tom('09:31:45', 'limit_sul')],
    is: {
      cause: 'login_rate_limited',
      owner: 'developer',
      state: 'blocked',
      cite: ['09:31:45'],
      alternatives: ['redirect_loop'],
      never: ['brute_force_blocked', 'suspected_attack', 'no_failures'],
    },
  },
  {
    title: 'A test script logs in again and again with the password grant',
    ask: tom.email,
    at: '10:00',
    rows: [
      ...Array.from({ length: 22 }, (_, i) => tom(`09:31+${i * 2}s`, 'sepft', { from: SCRIPT, app: MOBILE })),
      tom('09:31:50', 'limit_sul', { from: SCRIPT, app: MOBILE }),
      tom('09:32', 'limit_sul', { from: SCRIPT, app: MOBILE }),
    ],
    is: {
      cause: 'login_rate_limited',
      owner: 'developer',
      state: 'blocked',
      cite: ['09:32'],
      never: ['no_failures', 'brute_force_blocked'],
    },
  },
  {
    title: 'Guesses from everywhere while the owner was asleep',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-2 08:00', 's'),
      tom('-1 19:00', 's'),
      ...Array.from({ length: 12 }, (_, i) => ({
        ...tom(`03:10+${i}m`, 'fp', { from: device(40 + i, SCRIPT.agent) }),
        when: `03:10+${i}m`,
      })),
      ...others(8, '03:10', 'fp', { from: device(45, SCRIPT.agent) }),
      ...others(6, '03:12', 'fu', { from: device(46, SCRIPT.agent) }),
    ],
    is: {
      cause: 'suspected_attack',
      owner: 'support',
      state: ['failing', 'blocked'],
      confidence: ['high', 'medium'],
      cite: ['03:10+11m'],
      never: ['wrong_password', 'stale_password', 'brute_force_blocked'],
      advises: /verify the caller/i,
    },
  },
  {
    title: 'Guesses at night, and in the morning the person’s own wrong password at home',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-1 19:00', 's'),
      ...Array.from({ length: 6 }, (_, i) => tom(`03:10+${i}m`, 'fp', { from: device(40 + i, SCRIPT.agent) })),
      tom('09:31', 'fp'),
      tom('09:33', 'fp'),
    ],
    is: {
      cause: 'wrong_password',
      owner: 'user',
      cite: ['09:33'],
      never: ['suspected_attack', 'brute_force_blocked'],
      alternatives: ['suspected_attack'],
    },
  },
  {
    title: 'Somebody else’s guesses ran into the block; the owner is fine at home',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-1 19:00', 's'),
      ...Array.from({ length: 10 }, (_, i) => tom(`03:10+${i}m`, 'fp', { from: device(40 + (i % 4), SCRIPT.agent) })),
      tom('03:20', 'limit_wc', { from: device(41, SCRIPT.agent) }),
    ],
    is: { cause: 'suspected_attack', owner: 'support', cite: ['03:20'], never: ['wrong_password'] },
  },
];

const sam = person('sam.osei@fernhill.test', { from: OFFICE });

/** Blocks on an address, on robots, on the tenant. */
export const widerBlocks: Golden[] = [
  {
    title: 'A whole office fails from one address, which is blocked then',
    ask: sam.email,
    at: '10:00',
    rows: [
      sam('-1 08:00', 's'),
      ...others(12, '09:00', 'fp', { shared: OFFICE }),
      row('09:20', 'limit_mu', nobody),
      sam('09:31', 'fp'),
    ],
    is: {
      cause: 'ip_throttled',
      owner: 'support',
      state: 'blocked',
      scope: 'this_ip',
      others: 10,
      cite: ['09:20'],
      never: ['wrong_password', 'brute_force_blocked', 'suspected_attack'],
      advises: /do not reset/i,
    },
  },
  {
    title: 'The office is blocked, and the person left no row at all today',
    ask: sam.email,
    at: '10:00',
    rows: [sam('-1 08:00', 's'), ...others(12, '09:00', 'fp', { shared: OFFICE }), row('09:20', 'limit_mu', nobody)],
    is: {
      cause: 'ip_throttled',
      state: 'blocked',
      confidence: ['high', 'medium'],
      scope: 'this_ip',
      cite: ['09:20'],
      never: ['no_failures', 'no_events'],
    },
  },
  {
    title: 'The page says that the address behaves suspiciously',
    ask: sam.email,
    at: '10:00',
    rows: [
      sam('-1 08:00', 's'),
      sam('09:31', 'f', {
        text: 'We have detected suspicious login behavior and further attempts will be blocked. Please contact the administrator.',
        error: 'too_many_attempts',
        userId: '',
      }),
    ],
    is: {
      cause: 'ip_throttled',
      owner: 'support',
      state: 'blocked',
      scope: 'this_ip',
      cite: ['09:31'],
      never: ['brute_force_blocked', 'action_denied'],
    },
  },
  {
    title: 'Sign-ups from the address are blocked, which does not stop logins',
    ask: sam.email,
    at: '10:00',
    rows: [sam('-1 08:00', 's'), row('09:20', 'limit_mu', nobody, { details: { flow: 'signup' } }), sam('09:31', 'fp')],
    is: { cause: 'wrong_password', owner: 'user', cite: ['09:31'], never: ['ip_throttled'] },
  },
  {
    title: 'Asked about the address itself: an office, throttled',
    ask: `ip:${OFFICE.ip}`,
    at: '10:00',
    rows: [
      sam('-1 08:00', 's'),
      ...others(8, '-1 08:10', 's', { shared: OFFICE }),
      ...others(6, '09:00', 'fp', { shared: OFFICE }),
      row('09:20', 'limit_mu', nobody),
    ],
    is: { cause: 'ip_throttled', state: 'blocked', scope: 'this_ip', cite: ['09:20'], identities: 0 },
  },
  {
    title: 'Asked about an address that tries many names and gets in with none',
    ask: `ip:${SCRIPT.ip}`,
    at: '10:00',
    rows: [
      ...others(14, '09:00', 'fu', { shared: SCRIPT }),
      ...others(4, '09:20', 'fp', { shared: SCRIPT }),
      ...others(3, '09:00', 's'),
    ],
    is: {
      cause: 'suspected_attack',
      owner: 'support',
      scope: 'this_ip',
      identities: 0,
      never: ['wrong_password', 'unknown_user'],
    },
  },
  {
    title: 'Asked about the address of a school: many pupils with wrong passwords on their own devices, then throttled',
    ask: `ip:${OFFICE.ip}`,
    at: '10:00',
    rows: [
      ...others(12, '08:00', 'fp', { shared: OFFICE }),
      ...others(12, '08:20', 'fp', { shared: { ip: OFFICE.ip, agent: MAC.agent } }),
      ...others(12, '08:40', 'fp', { shared: { ip: OFFICE.ip, agent: PHONE.agent } }),
      ...others(6, '09:00', 'fu', { shared: OFFICE }),
      row('09:20', 'limit_mu', nobody),
    ],
    is: {
      cause: 'ip_throttled',
      state: 'blocked',
      scope: 'this_ip',
      cite: ['09:20'],
      alternatives: ['suspected_attack'],
      never: ['wrong_password', 'unknown_user'],
    },
  },
  {
    title: 'Asked about an address with one person behind it',
    ask: `ip:${tom.from.ip}`,
    at: '10:00',
    rows: [tom('-1 08:00', 's'), tom('09:31', 'fp'), tom('09:33', 'fp'), ...others(3, '09:00', 's')],
    is: { cause: 'wrong_password', owner: 'user', identities: 1, cite: ['09:33'] },
  },
  {
    title: 'A captcha was asked for and not solved',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      tom('09:30:50', 'pla', { details: { requiresVerification: true } }),
      tom('09:31', 'f', { text: 'Invalid captcha value', error: 'invalid_captcha', userId: '' }),
    ],
    is: {
      cause: 'bot_detection',
      owner: 'user',
      state: 'failing',
      cite: ['09:31'],
      never: ['wrong_password', 'unclassified', 'action_denied'],
    },
  },
  {
    title: 'An embedded login page cannot show the captcha',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 'scoa'),
      tom('09:30:50', 'pla', { details: { requiresVerification: true } }),
      tom.nameless('09:31', 'fcoa', {
        text: 'Unable to configure verification page.',
        error: 'server_error',
        errorType: 'oauth-authorization',
      }),
    ],
    is: {
      cause: 'bot_detection',
      owner: ['developer', 'user'],
      confidence: ['high', 'medium'],
      cite: ['09:31'],
      never: ['third_party_cookies_blocked', 'no_failures', 'idp_unavailable'],
    },
  },
  {
    title: 'The password grant cannot show a captcha',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 'sepft', { app: MOBILE }),
      tom('09:31', 'fepft', {
        app: MOBILE,
        text: 'requires_verification',
        details: {
          error: { message: 'Suspicious request requires verification', oauthError: 'requires_verification' },
        },
      }),
    ],
    is: { cause: 'bot_detection', owner: ['developer', 'user'], cite: ['09:31'], never: ['wrong_password'] },
  },
  {
    title: 'Bot detection looked, asked for a captcha, and it was solved; the password was wrong',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      tom('09:30:50', 'pla', { details: { requiresVerification: true } }),
      tom('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', owner: 'user', cite: ['09:31'], never: ['bot_detection'] },
  },
  {
    title: 'Nothing of the person, while an access control list refuses requests',
    ask: 'uma.reyes@example.net',
    at: '10:00',
    rows: [
      ...others(4, '08:00', 's'),
      row('09:40', 'acls_summary', nobody, {
        details: {
          stats: [{ acl_id: 'acl_1', action: 'block', description: 'Outside of the EU', match: { successes: 57 } }],
        },
      }),
    ],
    is: {
      cause: ['acl_blocked', 'no_events'],
      confidence: 'low',
      owner: ['tenant_admin', 'support'],
      scope: 'unknown',
      state: ['none', 'blocked'],
      cite: ['09:40'],
    },
  },
  {
    title: 'In until a week ago, nothing since, and an access control list that refuses requests from abroad',
    ask: 'uma.reyes@example.net',
    at: '10:00',
    rows: [
      person('uma.reyes@example.net')('-9 08:00', 's'),
      row('09:30', 'acls_summary', nobody, {
        details: {
          stats: [{ acl_id: 'acl_1', action: 'block', description: 'Outside of the EU', match: { successes: 12 } }],
        },
      }),
      row('09:40', 'acls_summary', nobody, {
        details: {
          stats: [{ acl_id: 'acl_1', action: 'block', description: 'Outside of the EU', match: { successes: 9 } }],
        },
      }),
    ],
    is: { cause: ['acl_blocked', 'no_events'], confidence: 'low', cite: ['09:40'], says: /21 requests/ },
  },
  {
    title: 'Nothing of the person, and the access control list only counts what it allows',
    ask: 'uma.reyes@example.net',
    at: '10:00',
    rows: [
      ...others(4, '08:00', 's'),
      row('09:40', 'acls_summary', nobody, {
        details: { stats: [{ acl_id: 'acl_1', action: 'allow', description: 'Staff', match: { successes: 57 } }] },
      }),
    ],
    is: { cause: 'no_events', owner: 'support', state: 'none', never: ['acl_blocked'] },
  },
  {
    title: 'Logins are refused while the tenant is over its limit',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      row('09:30:40', 'api_limit', nobody, {
        text: 'Global per second default group limit has been reached',
        details: { limit: { bucket: 'global', global: true, size: 25 } },
      }),
      ...others(3, '09:29', 'f', { text: 'Global rate limit exceeded', error: 'too_many_requests', userId: '' }),
      tom('09:31', 'f', { text: 'Global rate limit exceeded', error: 'too_many_requests', userId: '' }),
    ],
    is: {
      cause: 'tenant_rate_limited',
      owner: 'tenant_admin',
      state: ['blocked', 'failing'],
      scope: 'everybody',
      cite: ['09:31'],
      never: ['login_rate_limited', 'mfa_page_rate_limited', 'unclassified'],
    },
  },
  {
    title: 'A job passed its own limit at that minute; the person’s password was simply wrong',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      row(
        '09:30:40',
        'api_limit',
        { ...nobody, from: SCRIPT },
        {
          text: `You passed the limit of allowed calls to /oauth/token from ip: ${SCRIPT.ip}`,
          details: { limit: { bucket: 'oauth_token_by_ip', global: false } },
        },
      ),
      tom('09:31', 'fp'),
    ],
    is: { cause: 'wrong_password', owner: 'user', cite: ['09:31'], never: ['tenant_rate_limited'] },
  },
  {
    title: 'The login page itself is over its limit for the address',
    ask: tom.email,
    at: '10:00',
    rows: [
      tom('-3 08:00', 's'),
      row(
        '09:30:58',
        'api_limit',
        { ...nobody, from: tom.from },
        {
          text: "You passed the limit of allowed calls to '/u/login'",
          details: { limit: { bucket: 'universal_login', global: false } },
        },
      ),
      tom.nameless('09:31', 'f', {
        text: "You passed the limit of allowed calls to '/u/login'",
        error: 'too_many_requests',
      }),
    ],
    is: {
      cause: 'tenant_rate_limited',
      owner: 'tenant_admin',
      cite: ['09:31'],
      never: ['mfa_page_rate_limited', 'no_failures'],
    },
  },
];
