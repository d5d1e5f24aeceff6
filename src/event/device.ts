import bowser from 'bowser';

/** "Mobile Safari 17.5.0 / iOS 17.5.0": how the Management API gives user agents, two names each with a version. */
const SEPARATOR = ' / ';
const VERSION = / [\d.]+$/;
/** "python-requests/2.31.0 …": what names itself first and is no browser. */
const PRODUCT = /^([a-z][\w.-]*)(?:\/| |$)/i;

/** The same browser or system under the names that Auth0's parser and ours give it. */
const NAMES = new Map([
  ['IE', 'Internet Explorer'],
  ['Chromium', 'Chrome'],
  ['Python Requests', 'python-requests'],
  ['Mac OS X', 'macOS'],
  ...['Ubuntu', 'Fedora', 'Debian', 'Arch', 'Arch Linux', 'Linux Mint', 'Red Hat', 'CentOS', 'SUSE', 'Gentoo'].map(
    (name): [string, string] => [name, 'Linux'],
  ),
]);

const NOBODY = /^(?:other|unknown|mozilla|-)?$/i;
const LONGEST_USER_AGENT = 512;
const REMEMBERED = 10_000;
const seen = new Map<string, string | null>();

/**
 * "Chrome on Windows", "Safari on iOS", for scripts their own name ("python-requests"), from a parsed user agent of
 * the Management API or a raw header of a stream: the same words for the same browser. Null where no device shows
 * ("Other 0.0.0 / Other 0.0.0" and "unknown": a server). Remembers what it parsed: parsing a header takes 30 µs.
 */
export function deviceOf(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const text = userAgent.slice(0, LONGEST_USER_AGENT).trim();
  const known = seen.get(text);
  if (known !== undefined) return known;
  const device = describe(text);
  if (seen.size >= REMEMBERED) seen.clear();
  seen.set(text, device);
  return device;
}

function describe(text: string): string | null {
  if (/^mozilla\//i.test(text)) {
    const { browser, os } = bowser.parse(text);
    return phrase(browser.name, os.name);
  }
  const [browser = '', system] = text.split(SEPARATOR);
  if (system !== undefined) return phrase(browser.replace(VERSION, ''), system.replace(VERSION, ''));
  return phrase(PRODUCT.exec(text)?.[1], undefined);
}

function phrase(browser = '', system = ''): string | null {
  const parts = [plain(browser), plain(system)].filter((part) => !NOBODY.test(part));
  return parts.length > 0 ? parts.join(' on ') : null;
}

/** "Chrome Mobile iOS", "Microsoft Edge" and "HeadlessChrome" are what people call Chrome, Edge and Chrome. */
function plain(name: string): string {
  const short = name
    .trim()
    .replace(/^(?:Microsoft |Mobile |Headless)/, '')
    .replace(/(?: Mobile| iOS| WebView| UI\/WKWebView| for Android)+$/, '');
  return NAMES.get(short) ?? short;
}
