import type { ReactNode } from 'react';
import { isObject, type JsonObject, objects, textOf } from '../../slack/json.ts';
import type { Values } from '../../slack/values.ts';
import { optionsOf, valuesOf, wordsIn } from './option.ts';
import type { Spot } from './spot.ts';

interface Placed {
  readonly element: JsonObject;
  readonly block: string;
  readonly spot: Spot | null;
  readonly values: Values;
}

/** A button or menu. The act it stands for lies in `data-act`, for the page's script. */
export function Element(placed: Placed): ReactNode {
  const { element } = placed;
  switch (element.type) {
    case 'button':
      return <Button {...placed} />;
    case 'static_select':
      return <Select {...placed} />;
    case 'overflow':
      return <Overflow {...placed} />;
    case 'feedback_buttons':
      return objects([element.positive_button, element.negative_button]).map((each) => (
        <button
          key={textOf(each.value)}
          type="button"
          className="button"
          data-act={pressOf(placed, textOf(each.value))}
        >
          {wordsIn(each.text)}
        </button>
      ));
    default:
      return <span className="unknown">{`A ${textOf(element.type)} cannot be shown here.`}</span>;
  }
}

function pressOf({ element, block, spot }: Placed, choice?: string): string | undefined {
  if (spot === null) return undefined;
  const { action_id: action, value } = element;
  return JSON.stringify({ act: 'press', spot, block, action, value, choice });
}

/** The same button after an edit is known by this: it keeps the focus, and no other gets it. */
function idOf({ element, block, spot }: Placed): string | undefined {
  if (spot === null) return undefined;
  const place = 'view' in spot ? spot.view : `${spot.channel}-${spot.ts}`;
  return `${place}-${block}-${textOf(element.action_id)}`;
}

function Button(placed: Placed): ReactNode {
  const { element } = placed;
  const look = `button ${textOf(element.style)}`.trim();
  const confirm = isObject(element.confirm) ? JSON.stringify(asked(element.confirm)) : undefined;
  const name = textOf(element.accessibility_label) || undefined;
  const does = {
    id: idOf(placed),
    className: look,
    'data-act': pressOf(placed),
    'data-confirm': confirm,
    'aria-label': name,
  };
  if (typeof element.url === 'string')
    return (
      <a href={element.url} target="_blank" rel="noreferrer" {...does}>
        {wordsIn(element.text)}
        <span className="hidden"> (opens a new tab)</span>
      </a>
    );
  return (
    <button type="button" {...does}>
      {wordsIn(element.text)}
    </button>
  );
}

/** What is asked before a button does its work. */
function asked({ title, text, confirm, deny }: JsonObject): Record<string, string> {
  return { title: wordsIn(title), text: wordsIn(text), confirm: wordsIn(confirm), deny: wordsIn(deny) };
}

function Select(placed: Placed): ReactNode {
  const { element, block, values } = placed;
  const action = textOf(element.action_id);
  const [chosen = ''] = valuesOf(values[block]?.[action]?.selected_option ?? element.initial_option);
  const placeholder = wordsIn(element.placeholder) || 'Choose';
  return (
    <select
      id={idOf(placed)}
      className="button"
      aria-label={placeholder}
      data-act={pressOf(placed)}
      data-chosen={chosen}
      defaultValue={chosen}
    >
      {chosen === '' && <option value="">{placeholder}</option>}
      {optionsOf(element).map(({ label, value }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** A menu whose entries each do something at once. */
function Overflow(placed: Placed): ReactNode {
  return (
    <details className="menu">
      <summary className="button" aria-label="More actions">
        ⋯
      </summary>
      <div className="menu-entries">
        {optionsOf(placed.element).map(({ label, value }) => (
          <button key={value} type="button" data-act={pressOf(placed, value)}>
            {label}
          </button>
        ))}
      </div>
    </details>
  );
}
