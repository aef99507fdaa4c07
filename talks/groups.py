"""Every channel layer group there is."""

# Every process with open sockets: whatever is said of talks is heard by each, and passed over where nobody looks at it.
LIVE = "talks"
