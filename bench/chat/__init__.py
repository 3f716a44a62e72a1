"""How soon a press in Slack is acknowledged while everything else goes on."""
