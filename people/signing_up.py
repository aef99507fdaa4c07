"""Signing up by a phone: the account is opened when the code was typed, not before."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.phone_verification import PhoneVerificationStageProcess
from allauth.account.stages import PhoneVerificationStage
from allauth.core import context, ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect

from people.services import open_account


class NewPhoneProcess(PhoneVerificationStageProcess):
    """allauth's, for somebody who has no account yet: it would take her for somebody to be kept out."""

    @classmethod
    def resume(cls, stage: PhoneVerificationStage) -> "NewPhoneProcess | None":
        return cls(stage).abort_if_invalid() if stage.state else None

    def send(self, skip_enumeration_sms: bool = False) -> None:
        ratelimit.consume(context.request, action="verify_phone", key=self.phone, raise_exception=True)
        adapter = get_adapter()
        self.state["code"] = adapter.generate_phone_verification_code(user=None, phone=self.phone)
        adapter.send_verification_code_sms(user=None, phone=self.phone, code=self.code)
        self.persist()

    def finish(self) -> None:
        self.stage.login.user = self._user = open_account(self.phone)
        super().finish()


class NewPhoneStage(PhoneVerificationStage):
    """Asks for the code before there is an account."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.user is not None or not self.login.phone:
            return None, True
        self.state.update(NewPhoneProcess.initial_state(user=None, phone=self.login.phone))
        NewPhoneProcess(self).send()
        return redirect("account_verify_phone"), True
