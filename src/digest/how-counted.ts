/** How each number of a digest is counted, in the order in which they are shown: the number's name, and the rule. */
export const HOW_COUNTED: readonly (readonly [name: string, rule: string])[] = [
  ['Logins', 'Somebody logged in by doing something. A session that answered by itself is counted apart, as reuse.'],
  [
    'Failed attempts, failure rate',
    'A login attempt that failed. “MFA required” is a step, not a failure; silent checks of logged-out visitors are left out. The rate is failures over failures and logins.',
  ],
  ['People', 'By user id, else by the name as typed, in lower case; with at least one login in the week.'],
  ['New people', 'Their first login ever stored lies in the week; this is known beyond the time that events are kept.'],
  ['Change', 'Against the week before, in percent of it; of rates in percentage points.'],
  [
    'Unusual',
    'Outside of what up to eight earlier weeks predict for one more week, at 99 %, and by at least a tenth. So one number in a hundred is called unusual by chance.',
  ],
  [
    'When people sign in',
    'Logins by hour of the week on the clocks of the region: the zone in the events, else the country’s.',
  ],
  [
    'Regions, applications, devices',
    'As on the event. Segments of fewer than five people are put together as “other”.',
  ],
  [
    'What stops people',
    'Attempts that failed, were blocked or were given up, each with the cause that /whylogin would name at that time; counted by people. “Logged in within 10 minutes” is from the first such attempt to the next login.',
  ],
  ['Where attempts are lost', 'Attempts that came to a step of the login, and those that ended there without success.'],
  [
    'Addresses',
    'At least five people failed from there. An address that many people also log in from is shown as its network only.',
  ],
  [
    'Attack protection',
    'Rows that Auth0 writes when a protection steps in. It writes them only now and then, so every number is a minimum.',
  ],
  [
    'Coverage',
    'An hour without any event, where the same hour of the four weeks before had twenty or more on average, is a gap.',
  ],
];
