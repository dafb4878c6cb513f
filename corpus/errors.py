"""The one exception that is shown to users."""


class PolicyLensError(Exception):
    """Something the user can mend; printed as one line, without a traceback."""
