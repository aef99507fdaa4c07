# The kind under which phones hand in messages, and of the notice that one came.
MESSAGE = "message"
# The kind under which phones hand in the first message of a talk that is not open yet, about <context>/<key>.
FIRST_MESSAGE = "talk-begin"
