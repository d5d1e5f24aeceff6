import type { ReactNode } from 'react';
import { isObject, type JsonObject, objects, textOf } from '../../slack/json.ts';
import type { Person } from '../../slack/person.ts';
import type { Values } from '../../slack/values.ts';
import { DataTable } from './data-table.tsx';
import { Drawing } from './drawing.tsx';
import { Element } from './element.tsx';
import { Input } from './input.tsx';
import type { Spot } from './spot.ts';

interface Showing {
  readonly viewer: Person;
  /** Null where nothing can be used, as in a gallery. */
  readonly spot: Spot | null;
  readonly values?: Values;
  /** What the app found wrong, by block. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** Blocks as Slack shows them to the viewer. What can be used carries the act that using it is. */
export function Blocks({ blocks, ...showing }: Showing & { blocks: readonly JsonObject[] }): ReactNode {
  return blocks.map((block) => <OneBlock key={textOf(block.block_id)} block={block} {...showing} />);
}

function OneBlock({ block, viewer, spot, values = {}, errors = {} }: Showing & { block: JsonObject }): ReactNode {
  const id = textOf(block.block_id);
  switch (block.type) {
    case 'actions':
    case 'context_actions':
      return (
        <div className="actions">
          {objects(block.elements).map((element) => (
            <Element key={textOf(element.action_id)} element={element} block={id} spot={spot} values={values} />
          ))}
        </div>
      );
    case 'input':
      return <Input block={block} values={values[id] ?? {}} error={errors[id]} />;
    case 'data_table':
      return <DataTable block={block} viewer={viewer} />;
    case 'section': {
      const { accessory, ...plain } = block;
      if (!isObject(accessory)) return <Drawing block={block} viewer={viewer} />;
      return (
        <div className="beside">
          <Drawing block={plain} viewer={viewer} />
          <Element element={accessory} block={id} spot={spot} values={values} />
        </div>
      );
    }
    default:
      return <Drawing block={block} viewer={viewer} />;
  }
}
