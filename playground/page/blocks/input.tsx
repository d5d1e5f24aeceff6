import type { ReactNode } from 'react';
import { isObject, type JsonObject, objects, textOf } from '../../slack/json.ts';
import { optionsOf, valuesOf, wordsIn } from './option.ts';

interface Field {
  readonly element: JsonObject;
  /** Of the value that was typed or chosen. */
  readonly value: JsonObject;
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly optional: boolean;
}

/** An input with its label, hint and complaint. Its name is its action_id. */
export function Input({
  block,
  values,
  error,
}: {
  block: JsonObject;
  values: Readonly<Record<string, JsonObject>>;
  error: string | undefined;
}): ReactNode {
  if (!isObject(block.element)) return null;
  const { element } = block;
  const id = `input-${textOf(block.block_id)}`;
  const hint = wordsIn(block.hint);
  const optional = block.optional === true;
  const choices = element.type === 'radio_buttons' || element.type === 'checkboxes';
  const label = (
    <>
      {wordsIn(block.label)}
      {optional && <span className="quiet"> (optional)</span>}
    </>
  );
  const value = values[textOf(element.action_id)] ?? {};
  const describedBy = hint === '' ? undefined : `${id}-hint`;
  const inside = (
    <>
      <Typed element={element} value={value} id={id} describedBy={describedBy} optional={optional} />
      {hint !== '' && (
        <small id={`${id}-hint`} className="quiet">
          {hint}
        </small>
      )}
      {error !== undefined && (
        <p role="alert" className="complaint">
          {error}
        </p>
      )}
    </>
  );
  if (choices)
    return (
      <fieldset className="input">
        <legend>{label}</legend>
        {inside}
      </fieldset>
    );
  return (
    <div className="input">
      <label htmlFor={id}>{label}</label>
      {inside}
    </div>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
};

function Typed({ element, value, id, describedBy, optional }: Field): ReactNode {
  const type = textOf(element.type);
  const chosen = valuesOf(value.selected_option ?? value.selected_options);
  const common = {
    id,
    name: textOf(element.action_id),
    'aria-describedby': describedBy,
    autoFocus: element.focus_on_load === true,
  };
  switch (type) {
    case 'static_select':
    case 'multi_static_select': {
      const several = type === 'multi_static_select';
      return (
        <select {...common} multiple={several} defaultValue={several ? chosen : (chosen[0] ?? '')}>
          {!several && <option value="">{optional ? '–' : wordsIn(element.placeholder) || 'Choose'}</option>}
          {optionsOf(element).map(({ label, value: each }) => (
            <option key={each} value={each}>
              {label}
            </option>
          ))}
        </select>
      );
    }
    case 'radio_buttons':
    case 'checkboxes':
      return objects(element.options).map((option) => (
        <label key={textOf(option.value)} className="choice">
          <input
            type={type === 'checkboxes' ? 'checkbox' : 'radio'}
            name={common.name}
            value={textOf(option.value)}
            defaultChecked={chosen.includes(textOf(option.value))}
          />
          {wordsIn(option.text)}
        </label>
      ));
    default: {
      const kind = KINDS[type];
      if (kind === undefined) return <span className="unknown">{`A ${type} cannot be shown here.`}</span>;
      const typed = textOf(value.value ?? value.selected_date ?? value.selected_time);
      const field = { ...common, placeholder: wordsIn(element.placeholder) || undefined, defaultValue: typed };
      return element.multiline === true ? <textarea {...field} rows={5} /> : <input {...field} type={kind} />;
    }
  }
}
