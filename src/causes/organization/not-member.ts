import type { Cause } from '../cause.ts';
import { isWorded, says } from '../reading.ts';

export const notOrganizationMember: Cause = {
  id: 'not_organization_member',
  family: 'organization',
  owner: 'tenant_admin',
  reach: 'user',
  step: 'action',
  name: 'not a member of the organization',
  signal: (event) =>
    isWorded(event) &&
    says(
      event,
      /not (a )?(part|member) of (the )?[^.]{0,80}organi[sz]ation|organi[sz]ation[^.]{0,30}membership|not a member of (the )?org/i,
    ),
  words: (finding) => ({
    headline: `{person}’s credentials are right, but {person} is not a member of the organization${finding.facts?.organization ? ` ${finding.facts.organization}` : ''} that is being signed in to.`,
    agent: [
      'Ask {person} which organization they mean; perhaps the wrong one was chosen or an old link used.',
      'If it is the right one, whoever runs Auth0 here (or the organization’s administrator) has to add or invite {person}.',
    ],
    customer:
      'Your details are right, but you haven’t been added to this organization yet. Please check that you chose the right one; if so, ask its administrator to add you.',
  }),
};
