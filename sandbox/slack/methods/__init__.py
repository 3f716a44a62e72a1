"""The Web API methods the look-alike knows; every other name is an unknown_method."""

from sandbox.slack.methods import apps, chat, conversations, files, links, people, reactions, views
from sandbox.slack.methods.call import Method

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **links.METHODS,
    **people.METHODS,
    **reactions.METHODS,
    **views.METHODS,
}
