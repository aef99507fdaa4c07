"""What has happened to assignments: facts that others subscribe to, each told by a job in its own transaction."""

REVIEWED = "assignment.reviewed"  # cohort: id, person: id of whose work was returned or approved
