"""The page on which an operator takes one platform after the other from the sandbox to the real one."""
