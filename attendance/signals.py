"""What has happened, for who wants to follow it."""

# {"cohort": key, "person": key}: her days may count otherwise than before.
ATTENDANCE_CHANGED = "attendance.changed"
