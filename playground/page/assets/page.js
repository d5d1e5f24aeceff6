/** The page's own script: sends what is done, and puts in place what the server says looks different now. */

const byId = (id) => document.getElementById(id);
const dialog = byId('dialog');
const customers = byId('customers');
const note = byId('note');
const typed = byId('typed');
const messages = byId('messages');
const thread = byId('thread');

// ---- What is done

async function act(what) {
  try {
    const answer = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(what),
    });
    say(answer.ok ? '' : await answer.text());
    return answer.ok;
  } catch {
    say('The demo has ended. Start it again, then load this page again.');
    return false;
  }
}

function say(text) {
  note.textContent = text;
  note.classList.toggle('shown', text !== '');
}

/** What a form holds: a text by name, or a list where several have it. */
function valuesOf(form) {
  const values = {};
  for (const name of new Set(new FormData(form).keys())) {
    const all = new FormData(form).getAll(name);
    values[name] = all.length > 1 ? all : all[0];
  }
  return values;
}

function press(element, choice) {
  const what = JSON.parse(element.dataset.act);
  const form = element.closest('form[data-view]');
  if (form) what.values = valuesOf(form);
  if (choice !== undefined) what.choice = choice;
  return act(what);
}

document.addEventListener('click', (event) => {
  const used = event.target.closest('[data-act], [data-close], [data-ask]');
  for (const menu of document.querySelectorAll('details.menu[open]'))
    if (!menu.contains(event.target) || used) menu.open = false;
  if (!used || used.matches('select')) return;
  if (used.dataset.ask) return ask(used.dataset.ask);
  if (used.dataset.close) return act({ act: 'close', all: used.dataset.close === 'all' });
  if (used.dataset.confirm && !agreed(JSON.parse(used.dataset.confirm))) return;
  press(used);
});

function agreed({ title, text }) {
  return window.confirm(`${title}\n\n${text}`);
}

document.addEventListener('change', (event) => {
  if (event.target.matches('select[data-act]') && event.target.value) press(event.target, event.target.value);
});

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.view) return act({ act: 'submit', view: form.dataset.view, values: valuesOf(form) });
  if (form.matches('.composer')) send(form);
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

dialog.addEventListener('cancel', (event) => {
  event.preventDefault();
  act({ act: 'close', all: false });
});

// ---- The message box

const history = typed ? JSON.parse(typed.dataset.history) : [];
let back = history.length;

async function send(form) {
  const field = form.elements.text;
  const text = field.value;
  if (text.trim() === '') return;
  field.value = '';
  if (field === typed) {
    history.push(text);
    back = history.length;
  }
  followed.add(form.dataset.thread ? thread : messages);
  const ok = await act({ act: 'type', channel: form.dataset.channel, thread: form.dataset.thread, text });
  if (!ok) field.value = text;
}

typed?.addEventListener('keydown', (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  back = Math.min(Math.max(back + step, 0), history.length);
  typed.value = history[back] ?? '';
});

/** Puts the question about somebody into the message box of the channel where support asks. */
function ask(who) {
  if (customers.matches(':popover-open')) customers.hidePopover();
  const home = document.body.dataset.home;
  if (location.pathname !== home) {
    location.assign(`${home}#${encodeURIComponent(who)}`);
    return;
  }
  typed.value = `/whylogin ${who}`;
  typed.focus();
}

if (location.hash.length > 1) {
  const who = decodeURIComponent(location.hash.slice(1));
  window.history.replaceState(null, '', location.pathname);
  if (typed) ask(who);
}

// ---- What looks different

/** Lists whose end stays in view: until somebody scrolls away from it, by whatever means. */
const followed = new Set([messages, thread].filter(Boolean));
/** How far this script itself scrolled each. */
const placed = new Map();

for (const list of followed)
  list.addEventListener('scroll', () => {
    if (Math.abs(list.scrollTop - placed.get(list)) < 2) return;
    const left = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (left < 60) followed.add(list);
    else followed.delete(list);
  });

/** Brings the newest message into view: its end, or its beginning where it is longer than the screen. */
function follow(list) {
  const last = list.lastElementChild;
  if (!last) return;
  const long = last.offsetHeight > list.clientHeight;
  list.scrollTop = long ? last.offsetTop - list.offsetTop - 8 : list.scrollHeight;
  placed.set(list, list.scrollTop);
}

for (const list of followed) follow(list);

const settings = () => ({
  morphStyle: 'innerHTML',
  // What is being typed stays; a button that has the focus changes like any other.
  ignoreActiveValue: document.activeElement?.matches('input, textarea') ?? false,
  callbacks: { beforeAttributeUpdated: (name) => name !== 'open' },
});

function show(regions) {
  for (const [id, html] of Object.entries(regions)) {
    const region = byId(id);
    if (region) Idiomorph.morph(region, html, settings());
  }
  if ('dialog' in regions) showDialog();
  for (const list of followed) if (list.id in regions) follow(list);
}

let shownState = '';

function showDialog() {
  const form = dialog.querySelector('form');
  if (!form) {
    if (dialog.open) dialog.close();
    shownState = '';
    return;
  }
  if (!dialog.open) dialog.showModal();
  if (form.dataset.state === shownState) return;
  shownState = form.dataset.state;
  const wanted = dialog.querySelector('[autofocus]');
  if (wanted) wanted.focus();
  else if (!dialog.contains(document.activeElement)) dialog.querySelector('button').focus();
}

showDialog();
const source = new EventSource(`/live?at=${encodeURIComponent(location.pathname)}`);
source.addEventListener('message', (event) => show(JSON.parse(event.data)));
document.documentElement.dataset.ready = 'yes';
