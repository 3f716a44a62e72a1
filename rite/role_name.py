"""Roles as they are typed in a terminal; the command loads none of the house for them."""

from enum import Enum


class RoleName(Enum):
    owner = "owner"
    approver = "approver"
    editor = "editor"
    guest = "guest"
