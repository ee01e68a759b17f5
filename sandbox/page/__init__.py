"""The sandbox's page: Slack as one person sees it, and what the app behind it does."""
