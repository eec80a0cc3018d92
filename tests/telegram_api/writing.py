"""The methods that write: send, edit, delete."""

from typing import Any

from tests.telegram_api.chats import Chat, Message, Version
from tests.telegram_api.params import Params
from tests.telegram_api.refusal import bad_request
from tests.telegram_api.tidy import Formatted, formatted
from tests.telegram_api.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_CALLBACK_DATA = 64  # bytes
GENERAL_TOPIC = 1
DELETABLE_FOR = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def send_message(world: World, params: Params) -> dict[str, Any]:
    """Post a text."""
    said = _text(params)
    chat = _writable(world, params, "text messages")
    return _post(world, chat, params, said, params.text("text")).as_json()


def send_document(world: World, params: Params) -> dict[str, Any]:
    """Post a file with an optional caption."""
    chat = _writable(world, params, "documents")
    name, size, content = _uploaded(params, "document")
    file_id = f"document-{len(world.messages)}"
    document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": size}
    said, html = _caption(params)
    return _post(world, chat, params, said, html, attachment={"document": document}, file=content).as_json()


def send_photo(world: World, params: Params) -> dict[str, Any]:
    """Post a picture with an optional caption."""
    chat = _writable(world, params, "photos")
    _, size, content = _uploaded(params, "photo")
    file_id = f"photo-{len(world.messages)}"
    photo = {"file_id": file_id, "file_unique_id": file_id, "width": 90, "height": 90, "file_size": size}
    said, html = _caption(params)
    return _post(world, chat, params, said, html, attachment={"photo": [photo]}, file=content).as_json()


def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    """Change the text of a message: the bot's own, or in a channel anyone's if it has can_edit_messages."""
    said, markup = _text(params), _markup(params)
    message = _addressed(world, params, "message to edit")
    if not _is_editable(message):
        raise bad_request("message can't be edited")
    if message.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    version = Version(
        text=said.text,
        entities=said.entities,
        html=params.text("text"),
        markup=markup,
        link_preview_options=_preview(params),
        at=world.now(),
    )
    if version.says_as(message.now):
        raise bad_request(NOT_MODIFIED)
    _spend(world, message.chat)
    message.versions.append(version)
    return message.as_json()


def delete_message(world: World, params: Params) -> bool:
    """Take a message away: the bot's own for 48 hours, any with can_delete_messages."""
    message = _addressed(world, params, "message to delete")
    if not message.chat.may("can_delete_messages"):
        if message.is_foreign and message.chat.type != "private":
            raise bad_request("message can't be deleted")
        if world.now() - message.sent_at > DELETABLE_FOR:
            raise bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    return True


def _writable(world: World, params: Params, what: str) -> Chat:
    chat = world.chats.write(params.text("chat_id"))
    if chat.type == "channel" and not chat.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if chat.standing == "restricted":
        raise bad_request(f"not enough rights to send {what} to the chat")
    return chat


def _spend(world: World, chat: Chat) -> None:
    if world.limits is not None:
        world.limits.spend(chat, world.clock())


def _text(params: Params) -> Formatted:
    entities = params.json("entities", list, "message entities") or []
    return formatted(params.text("text"), params.text("parse_mode"), entities, limit=MAX_TEXT, what="message")


def _caption(params: Params) -> tuple[Formatted, str]:
    html = params.text("caption")
    if not html:
        return Formatted("", ()), ""
    entities = params.json("caption_entities", list, "caption entities") or []
    return formatted(html, params.text("parse_mode"), entities, limit=MAX_CAPTION, what="message caption"), html


def _preview(params: Params) -> dict[str, Any] | None:
    options: dict[str, Any] | None = params.json("link_preview_options", dict, "link preview options")
    if options is None and params.truth("disable_web_page_preview"):
        return {"is_disabled": True}
    return options


def _markup(params: Params) -> dict[str, Any] | None:
    markup: dict[str, Any] | None = params.json("reply_markup", dict, "reply keyboard markup")
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            _check_button(button)
    return markup


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if len(button) == 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(button.get("callback_data", "").encode()) > MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _thread(chat: Chat, params: Params) -> int | None:
    """The topic to post in; Telegram knows the general one (1) by its absence only."""
    thread = params.number("message_thread_id")
    if thread and (thread == GENERAL_TOPIC or thread not in chat.topics):
        raise bad_request("message thread not found")
    if chat.topics.get(thread or GENERAL_TOPIC) == "closed" and not chat.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread or None


def _reply_to(chat: Chat, params: Params) -> int | None:
    reply = params.json("reply_parameters", dict, "reply parameters") or {}
    wanted = reply.get("message_id") or params.number("reply_to_message_id")
    if not wanted:
        return None
    if any(message.id == wanted and not message.is_deleted for message in chat.messages):
        return int(wanted)
    if reply.get("allow_sending_without_reply") or params.truth("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _post(world: World, chat: Chat, params: Params, said: Formatted, html: str, **fields: Any) -> Message:
    markup = _markup(params)
    thread, reply_to = _thread(chat, params), _reply_to(chat, params)
    _spend(world, chat)
    return world.say(
        chat,
        said,
        chat.as_json() if chat.type == "channel" else world.me(),
        html=html,
        markup=markup,
        link_preview_options=_preview(params),
        thread=thread,
        reply_to=reply_to,
        is_silent=params.truth("disable_notification"),
        **fields,
    )


def _uploaded(params: Params, name: str) -> tuple[str, int, bytes | None]:
    """A file's name, size and content; an id or an address given instead of a file has no content."""
    if name in params.files:
        file = params.files[name]
        return file.name, len(file.content), file.content
    if not params.text(name):
        raise bad_request(f"there is no {name} in the request")
    return params.text(name).rpartition("/")[2], 0, None


def _addressed(world: World, params: Params, what: str) -> Message:
    chat = world.chats.write(params.text("chat_id"))
    wanted = params.number("message_id")
    if wanted <= 0:
        raise bad_request("message identifier is not specified")
    for message in chat.messages:
        if message.id == wanted and not message.is_deleted:
            return message
    raise bad_request(f"{what} not found")


def _is_editable(message: Message) -> bool:
    chat = message.chat
    if chat.type != "channel":
        return not message.is_foreign
    return chat.may("can_edit_messages") or (chat.may("can_post_messages") and not message.is_foreign)
