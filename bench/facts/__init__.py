"""The fact lock measured: every lie of a lying model, and what it makes of honest captions."""
