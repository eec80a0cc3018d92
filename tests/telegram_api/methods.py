"""The table of methods: name in lower case (the Bot API ignores the case) to function."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.telegram_api import reading, writing
from tests.telegram_api.params import Params
from tests.telegram_api.world import World

Method = Callable[[World, Params], Any]

METHODS: dict[str, Method] = {
    "getme": reading.get_me,
    "getchat": reading.get_chat,
    "getchatmember": reading.get_chat_member,
    "setmycommands": reading.set_my_commands,
    "getmycommands": reading.get_my_commands,
    "deletemycommands": reading.delete_my_commands,
    "setmyname": partial(reading.set_profile, "name"),
    "getmyname": partial(reading.get_profile, "name"),
    "setmydescription": partial(reading.set_profile, "description"),
    "getmydescription": partial(reading.get_profile, "description"),
    "setmyshortdescription": partial(reading.set_profile, "short_description"),
    "getmyshortdescription": partial(reading.get_profile, "short_description"),
    "answercallbackquery": reading.answer_callback_query,
    "setwebhook": reading.set_webhook,
    "deletewebhook": reading.delete_webhook,
    "getwebhookinfo": reading.get_webhook_info,
    "sendchataction": reading.send_chat_action,
    "sendmessage": writing.send_message,
    "senddocument": writing.send_document,
    "sendphoto": writing.send_photo,
    "editmessagetext": writing.edit_message_text,
    "deletemessage": writing.delete_message,
}
