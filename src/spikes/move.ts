import type { Move } from './board.ts';
import type { Detector } from './detector.ts';
import type { Series } from './series.ts';

const MINUTE = 60_000;

/** A turn of a detector in the words of the board. */
export function moveOf(
  { name, family }: Pick<Series, 'name' | 'family'>,
  turn: Move['turn'],
  detector: Detector,
): Move {
  const { kind, since, score, seen, usual, spread } = detector.opening;
  return {
    series: name,
    kind,
    turn,
    family: kind === 'drop' ? 'outage' : family,
    since: since * MINUTE,
    score,
    seen,
    usual,
    spread,
    peak: detector.peak,
  };
}
