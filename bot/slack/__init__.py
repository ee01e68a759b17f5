"""The way to Slack's Web API: one client, one typed error per answer that we act on."""
