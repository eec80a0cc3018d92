"""The methods that ask or set something about the bot and its chats."""

import json
import re
from typing import Any

from tests.telegram_api.chats import ALL_RIGHTS, Chat
from tests.telegram_api.params import Params
from tests.telegram_api.refusal import bad_request
from tests.telegram_api.world import World

MAX_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
PROFILE_LIMITS = {"name": 64, "description": 512, "short_description": 120}
CHANNEL_RIGHTS = {"can_post_messages", "can_edit_messages"}
GROUP_RIGHTS = {"can_pin_messages", "can_manage_topics"}


def get_me(world: World, params: Params) -> dict[str, Any]:
    """Tell who the bot is."""
    switches = ("can_read_all_group_messages", "supports_inline_queries", "has_main_web_app")
    return world.me() | {"can_join_groups": True} | dict.fromkeys(switches, False)


def get_chat(world: World, params: Params) -> dict[str, Any]:
    """Tell about a chat."""
    chat = world.chats.read(params.text("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full: dict[str, Any] = {"accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(gifts, False)
    if chat.discussion is not None:
        full["linked_chat_id"] = chat.discussion.id
    return chat.as_json() | full


def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    """Tell how a user stands in a chat; the bot with its rights."""
    chat = world.chats.read(params.text("chat_id"))
    user_id = params.number("user_id")
    if user_id == world.bot_id:
        return member_json(world.me(), chat.standing, chat)
    if user_id not in chat.members:
        raise bad_request("member not found" if chat.members else "user not found")
    user = {"id": user_id, "is_bot": False, "first_name": f"User {user_id}"}
    return member_json(user, chat.members[user_id], chat)


def member_json(user: dict[str, Any], standing: str, chat: Chat) -> dict[str, Any]:
    status: dict[str, Any] = {"user": user, "status": standing}
    if standing == "kicked":
        return status | {"until_date": 0}
    if standing == "creator":
        return status | {"is_anonymous": False}
    if standing == "restricted":
        return status | {"is_member": True, "until_date": 0} | dict.fromkeys(_PERMISSIONS, False)
    if standing != "administrator":
        return status
    hidden = GROUP_RIGHTS if chat.type == "channel" else CHANNEL_RIGHTS
    shown = {right: right in chat.rights for right in sorted(ALL_RIGHTS - hidden)}
    return status | {"can_be_edited": False, "is_anonymous": False} | shown


_PERMISSIONS = [
    *(f"can_send_{what}" for what in ("messages", "audios", "documents", "photos", "videos", "video_notes")),
    *("can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews"),
    *("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag"),
    "can_react_to_messages",
]


def set_my_commands(world: World, params: Params) -> bool:
    """Keep the commands of one scope and language."""
    commands = params.json("commands", list, "BotCommand") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, params)] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """Give back the commands of one scope and language, none if they were not set."""
    return world.commands.get(_scope(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of one scope and language."""
    world.commands.pop(_scope(world, params), None)
    return True


def _scope(world: World, params: Params) -> tuple[str, str]:
    scope = params.json("scope", dict, "BotCommandScope") or {"type": "default"}
    if "chat_id" in scope:
        world.chats.read(str(scope["chat_id"]))
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def set_profile(field: str, world: World, params: Params) -> bool:
    """Keep the bot's name, description or short description in one language."""
    value = params.text(field)
    if len(value) > PROFILE_LIMITS[field]:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    world.profile[field, _language(params)] = value
    return True


def get_profile(field: str, world: World, params: Params) -> dict[str, str]:
    """Give it back, in the asked language or else the default."""
    default = "Greffier" if field == "name" else ""
    found = world.profile.get((field, _language(params)), world.profile.get((field, ""), default))
    return {field: found}


def answer_callback_query(world: World, params: Params) -> bool:
    """Take the answer to a pressed button; once, and only to one that was pressed."""
    query = params.text("callback_query_id")
    if query not in world.callbacks or world.callbacks[query] is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.callbacks[query] = dict(params.values)
    return True


def set_webhook(world: World, params: Params) -> bool:
    """Keep a webhook's address."""
    if params.text("url") and not params.text("url").startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    return world.updates.set_webhook(params.text("url"), params)


def delete_webhook(world: World, params: Params) -> bool:
    """Go back to polling."""
    return world.updates.set_webhook("", params)


def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    """Tell the webhook's address, empty for none."""
    return world.updates.webhook | {"pending_update_count": len(world.updates.waiting)}


def send_chat_action(world: World, params: Params) -> bool:
    """Accept "typing…" in a chat."""
    world.chats.write(params.text("chat_id"))
    return True
