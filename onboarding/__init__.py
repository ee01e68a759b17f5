"""The rules of the trade: pure functions and values. No Slack, no database, no clock."""
