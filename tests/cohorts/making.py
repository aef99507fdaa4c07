"""A cohort is made by two presses: the first shows its plan, the second makes it."""

import re


def plan_and_make(client, form, address="/cohorts/new/", *, press=None):
    """The answer to the second press; where no plan is shown, that page. The second press sends ``press``, if given."""
    page = client.post(address, form, follow=True)
    key = re.search(r'name="confirm" value="(\w+)"', page.text)
    return client.post(address, (press or form) | {"confirm": key[1]}) if key else page
