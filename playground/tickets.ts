import type { World } from './tenant/world.ts';

/** How a colleague passes on what customers write; the names stand in the tenant. */
const PASSED_ON: readonly (readonly [who: string, words: (who: string, says: string) => string])[] = [
  ['kerstin.zetterlund@example.com', (who, says) => `New in the queue, ${who}: “${says}”`],
  ['valdemar.reventlow@example.net', (who, says) => `${who} is on the phone again: “${says}” Does anybody know?`],
  [
    'paloma.figueira@example.com',
    (who, says) => `Forwarded from the shop’s mailbox.\nFrom: ${who}\n> ${says}\nShe has waited since yesterday.`,
  ],
];

/** What stands in #support when somebody looks in: customers’ troubles, for the menu of a message to be tried on. */
export function ticketsOf(people: World['people']): string[] {
  return PASSED_ON.flatMap(([who, words]) => {
    const customer = people.find((each) => each.who === who);
    return customer === undefined ? [] : [words(who, customer.says)];
  });
}
