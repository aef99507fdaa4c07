"""What is done to persons, their accounts, their consents and their roles."""

from people.services.accounts import change_phone, give_new_pin, new_member_code, open_account, purge_sessions, set_pin
from people.services.consents import give_consent, load_notice, withdraw_consent
from people.services.messages import send_invitation, send_news
from people.services.registering import (
    OnPaper,
    change_name,
    register_all_on_paper,
    register_on_paper,
    register_person,
    set_language,
)
from people.services.roles import end_role, end_roles_over, grant_role

__all__ = [
    "OnPaper",
    "change_name",
    "change_phone",
    "end_role",
    "end_roles_over",
    "give_consent",
    "give_new_pin",
    "grant_role",
    "load_notice",
    "new_member_code",
    "open_account",
    "purge_sessions",
    "register_all_on_paper",
    "register_on_paper",
    "register_person",
    "send_invitation",
    "send_news",
    "set_language",
    "set_pin",
    "withdraw_consent",
]
