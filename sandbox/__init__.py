"""A local Slack with two companies in it. Knows nothing of the bot."""
