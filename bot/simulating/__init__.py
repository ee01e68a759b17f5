"""`milepost simulate` and `playbook preview`: a playbook's touches, without Slack."""
