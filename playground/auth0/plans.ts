/** Endpoints that share a limit on plans that have limits by endpoint. */
export type Group = 'logs' | 'users' | 'clients' | 'connections' | 'others';

export interface Limit {
  burst: number;
  /** Requests added per second. */
  rate: number;
  /** Limits by the minute are refilled at whole seconds only, those by the second all the time. */
  by: 'second' | 'minute';
}

export interface Plan {
  /** Days for which logs are kept. */
  days: number;
  limitOf(group: Group): { bucket: string; limit: Limit };
}

function shared(burst: number, rate: number): Plan['limitOf'] {
  const limit: Limit = { burst, rate, by: 'second' };
  return () => ({ bucket: 'management api', limit });
}

function minute(burst: number, perMinute: number): Limit {
  return { burst, rate: perMinute / 60, by: 'minute' };
}

const ESSENTIALS: Record<Group, Limit> = {
  logs: minute(10, 100),
  users: minute(40, 500),
  clients: minute(5, 100),
  connections: minute(5, 50),
  others: minute(10, 150),
};

/** Auth0's published limits of the Management API and retention of logs, by plan. */
export const PLANS = {
  free: { days: 1, limitOf: shared(2, 2) },
  essentials: { days: 5, limitOf: (group) => ({ bucket: group, limit: ESSENTIALS[group] }) },
  professional: { days: 10, limitOf: (group) => ({ bucket: group, limit: ESSENTIALS[group] }) },
  enterprise: { days: 30, limitOf: shared(50, 16) },
  'enterprise development': { days: 30, limitOf: shared(10, 2) },
} satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;
