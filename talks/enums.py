# The kind under which phones hand in messages, and of the notice that one came.
MESSAGE = "message"
