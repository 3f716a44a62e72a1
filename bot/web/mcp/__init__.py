"""The API as tools for assistants, by the Model Context Protocol: the same operations behind the same doors."""
