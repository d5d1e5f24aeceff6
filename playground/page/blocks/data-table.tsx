import type { ReactNode } from 'react';
import { type JsonObject, textOf } from '../../slack/json.ts';
import type { Person } from '../../slack/person.ts';
import { Drawing } from './drawing.tsx';
import { rowsOf } from './prepared.ts';

/** A data table with all its rows; the first names the columns. */
export function DataTable({ block, viewer }: { block: JsonObject; viewer: Person }): ReactNode {
  const [head = [], ...rows] = rowsOf(block).map((row) => row.map((cell, column) => ({ cell, key: `${column}` })));
  return (
    <div className="scrolls">
      <table className="data-table">
        <caption>{textOf(block.caption)}</caption>
        <thead>
          <tr>
            {head.map(({ cell, key }) => (
              <th key={key} scope="col">
                <Cell cell={cell} viewer={viewer} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // A table's rows have no names and never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={number}>
              {row.map(({ cell, key }) => (
                <td key={key} className={cell.type === 'raw_number' ? 'number' : undefined}>
                  <Cell cell={cell} viewer={viewer} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell, viewer }: { cell: JsonObject; viewer: Person }): ReactNode {
  if (cell.type === 'rich_text') return <Drawing block={cell} viewer={viewer} />;
  return textOf(cell.text) || String(cell.value ?? '');
}
