import { type Environment, isSet, read, type Section } from '../config/section.ts';
import type { Check } from './check.ts';

/** What the settings are: every wrong one in a sentence, and what is lost by those that are not set. */
export function checkSettings(sections: readonly Section[], env: Environment): Check[] {
  return sections.flatMap((section): Check[] => {
    const area = 'Settings';
    if (section.without !== null && !isSet(section, env))
      return [{ area, result: 'note', sentence: `${section.title}: not set; ${section.without}.` }];
    const values = read(section, env);
    return Array.isArray(values)
      ? values.map(({ sentence }) => ({ area, result: 'wrong', sentence }))
      : [{ area, result: 'ok', sentence: `${section.title}: complete.` }];
  });
}
