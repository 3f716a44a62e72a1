"""The world outside, small and local: look-alikes of Slack, Telegram, Instagram and OpenAI.

They speak the platforms' own wire protocols and refuse what the platforms refuse. The sandbox imports
nothing of Rite and nothing of Rite imports it; the two meet over HTTP.
"""
