import type { Move } from './board.ts';
import type { Detector, Kind } from './detector.ts';
import type { Series } from './series.ts';

const MINUTE = 60_000;

/** A turn of a detector in the words of the board. @param before which way it was unusual before the step */
export function moveOf(
  { name, family }: Pick<Series, 'name' | 'family'>,
  turn: Move['turn'],
  before: Kind | null,
  detector: Detector,
): Move {
  const { since, score, seen, usual, spread } = detector.opening;
  const kind = detector.kind ?? before ?? 'spike';
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
