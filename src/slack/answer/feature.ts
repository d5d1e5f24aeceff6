import type { Feature } from '../feature.ts';
import type { AnsweringPorts } from './answering.ts';
import { registerCommand } from './ask.ts';
import { registerAskForm } from './ask-form.ts';
import { registerAnswerButtons } from './buttons.ts';
import { registerHome } from './home.ts';
import { registerShare } from './share.ts';
import { registerShortcut } from './shortcut.ts';
import { registerTimeline } from './timeline.ts';
import { registerWatch } from './watch.ts';
import { registerWrongAnswer } from './wrong-answer.ts';

/** Everything about asking why somebody cannot log in. */
export function answering(ports: AnsweringPorts): Feature[] {
  return [
    registerCommand,
    registerAskForm,
    registerShortcut,
    registerHome,
    registerAnswerButtons,
    registerTimeline,
    registerShare,
    registerWatch,
    registerWrongAnswer,
  ].map((register) => (app, desk) => register(app, desk, ports));
}
