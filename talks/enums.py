"""The fixed words of talks."""

# The kind under which phones hand in messages.
MESSAGE = "message"
