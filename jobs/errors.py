"""What goes wrong with a job itself."""


class JobIsTaken(Exception):
    """The claim has run out and somebody else has the job: whoever had it before leaves it alone."""
