import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` shows. One registry a process; names follow Prometheus’ conventions. */
export class Metrics {
  readonly registry = new Registry();
  readonly events = new Counter({
    name: 'whylogin_events_total',
    help: 'Events taken in, by source and what became of them.',
    labelNames: ['source', 'result'] as const,
    registers: [this.registry],
  });
  readonly questions = new Counter({
    name: 'whylogin_questions_total',
    help: 'Questions asked, by outcome: answered, refused, failed.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });
  readonly answerSeconds = new Histogram({
    name: 'whylogin_answer_seconds',
    help: 'From the question to its answer.',
    buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5],
    registers: [this.registry],
  });
  readonly feedDelay = new Gauge({
    name: 'whylogin_feed_delay_seconds',
    help: 'Age of the newest event stored.',
    registers: [this.registry],
  });
  readonly sourceUp = new Gauge({
    name: 'whylogin_source_up',
    help: 'Whether a source of events is well (1) or silent, paused, behind or failing (0).',
    labelNames: ['source'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
