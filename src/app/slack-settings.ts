import type { SlackConfig } from '../config.ts';
import type { SlackSettings } from '../slack/bot.ts';

/** What Slack's side is told of the settings. */
export function slackSettings(slack: SlackConfig): SlackSettings {
  return {
    botToken: slack.SLACK_BOT_TOKEN,
    appToken: slack.SLACK_APP_TOKEN,
    signingSecret: slack.SLACK_SIGNING_SECRET,
    apiUrl: slack.SLACK_API_URL,
    allow: slack.WHYLOGIN_ALLOW,
    questionsPerMinute: slack.WHYLOGIN_QUESTIONS_PER_MINUTE,
  };
}
