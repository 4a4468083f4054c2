"""Limits of buttons, selects, layouts and modals."""

from typing import Any, Final

from fake_discord.json_types import Json
from fake_discord.message import walk

from .form import Form, Path

ROWS: Final = 5
ROW_WIDTH: Final = 5
COMPONENTS_V2: Final = 40
TEXT_V2: Final = 4000
CUSTOM_ID: Final = 100
LABEL: Final = 80
LINK: Final = 512
OPTIONS: Final = 25
PLACEHOLDER: Final = 150

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS: Final = frozenset({3, 5, 6, 7, 8})
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABELLED = (
    9, 10, 11, 12, 13, 14, 17, 18,
)  # fmt: skip
LINK_STYLE, PREMIUM_STYLE = 5, 6
TOP_V1: Final = frozenset({ACTION_ROW})
TOP_V2: Final = frozenset({ACTION_ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER})
IN_CONTAINER: Final = TOP_V2 - {CONTAINER}
IN_MODAL: Final = frozenset({ACTION_ROW, TEXT, LABELLED})
IN_LABEL: Final = SELECTS | {TEXT_INPUT, 19, 21, 22, 23}


def check_components(form: Form, components: Any, *, v2: bool) -> None:
    """Check a message's components; `v2` tells the layout flag."""
    path: Path = ("components",)
    top = form.items(components, path, COMPONENTS_V2 if v2 else ROWS)
    for index, component in enumerate(top):
        if _kind(form, component, (*path, index), TOP_V2 if v2 else TOP_V1):
            _check(form, component, (*path, index))
    everything = list(walk([c for c in top if isinstance(c, dict)]))
    if v2 and len(everything) > COMPONENTS_V2:
        form.refuse(
            path,
            "BASE_TYPE_MAX_LENGTH",
            f"Must be {COMPONENTS_V2} or fewer components in total, nested ones included.",
        )
    letters = sum(len(c.get("content") or "") for c in everything if c.get("type") == TEXT)
    if letters > TEXT_V2:
        form.refuse(
            path,
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"The total displayable text of the components exceeds {TEXT_V2} characters.",
        )
    _check_unique(form, everything, path)


def check_modal_components(form: Form, components: Any, path: Path) -> None:
    """Check what a modal holds."""
    top = form.items(components, path, 5, low=1)
    for index, component in enumerate(top):
        if _kind(form, component, (*path, index), IN_MODAL):
            _check(form, component, (*path, index))
    _check_unique(form, list(walk(top)), path)


def _check_unique(form: Form, components: list[Json], path: Path) -> None:
    for key in ("custom_id", "id"):
        values = [component[key] for component in components if component.get(key)]
        twice = {value for value in values if values.count(value) > 1}
        for value in twice:
            code = f"COMPONENT_{key.upper()}_DUPLICATED"
            form.refuse(path, code, f"Component {key} cannot be duplicated: {value}")


def _kind(form: Form, component: Any, path: Path, allowed: frozenset[int]) -> bool:
    if isinstance(component, dict) and component.get("type") in allowed:
        return True
    choices = ", ".join(map(str, sorted(allowed)))
    form.refuse((*path, "type"), "UNION_TYPE_CHOICES", f"Value of field must be one of {choices}.")
    return False


def _check(form: Form, component: Json, path: Path) -> None:
    match component["type"]:
        case 1:
            _check_row(form, component, path)
        case 2:
            _check_button(form, component, path)
        case 3 | 5 | 6 | 7 | 8:
            _check_select(form, component, path)
        case 4:
            _check_text_input(form, component, path)
        case 9:
            _check_section(form, component, path)
        case 10:
            form.text(component.get("content"), (*path, "content"), TEXT_V2, low=1, required=True)
        case 11:
            _check_media(form, component.get("media"), (*path, "media"))
            form.text(component.get("description"), (*path, "description"), 1024)
        case 12:
            items = form.items(component.get("items"), (*path, "items"), 10, low=1)
            for index, item in enumerate(items):
                _check_media(form, item.get("media"), (*path, "items", index, "media"))
                form.text(item.get("description"), (*path, "items", index, "description"), 1024)
        case 13:
            _check_media(form, component.get("file"), (*path, "file"))
        case 14:
            form.number(component.get("spacing"), (*path, "spacing"), 1, 2)
        case 17:
            form.number(component.get("accent_color"), (*path, "accent_color"), 0, 0xFFFFFF)
            inner = form.items(component.get("components"), (*path, "components"), 40, low=1)
            for index, child in enumerate(inner):
                if _kind(form, child, (*path, "components", index), IN_CONTAINER):
                    _check(form, child, (*path, "components", index))
        case 18:
            _check_label(form, component, path)


def _check_row(form: Form, row: Json, path: Path) -> None:
    children = form.items(row.get("components"), (*path, "components"), ROW_WIDTH, low=1)
    alone = [c for c in children if c.get("type") in SELECTS | {TEXT_INPUT}]
    if alone and len(children) > 1:
        form.refuse(
            (*path, "components"),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )
    for index, child in enumerate(children):
        here = (*path, "components", index)
        if _kind(form, child, here, SELECTS | {BUTTON, TEXT_INPUT}):
            _check(form, child, here)


def _check_button(form: Form, button: Json, path: Path) -> None:
    style = button.get("style")
    if not isinstance(style, int) or not 1 <= style <= PREMIUM_STYLE:
        form.refuse((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, …, 6}.")
    form.text(button.get("label"), (*path, "label"), LABEL)
    if style == PREMIUM_STYLE:
        return
    if not button.get("label") and not button.get("emoji"):
        form.refuse(
            path, "BUTTON_COMPONENT_INVALID", "A button must have either a label or an emoji"
        )
    if style == LINK_STYLE:
        if button.get("custom_id"):
            form.refuse(path, "BUTTON_COMPONENT_INVALID", "A link button has no custom id")
        if button.get("url") is None:
            form.missing((*path, "url"))
        form.url(button.get("url"), (*path, "url"), LINK)
    else:
        if button.get("url"):
            form.refuse(path, "BUTTON_COMPONENT_INVALID", "Only a link button has a url")
        _check_custom_id(form, button, path)


def _check_custom_id(form: Form, component: Json, path: Path) -> None:
    custom_id = component.get("custom_id")
    form.text(custom_id, (*path, "custom_id"), CUSTOM_ID, low=1, required=True)


def _check_select(form: Form, select: Json, path: Path) -> None:
    _check_custom_id(form, select, path)
    form.text(select.get("placeholder"), (*path, "placeholder"), PLACEHOLDER)
    form.number(select.get("min_values"), (*path, "min_values"), 0, OPTIONS)
    form.number(select.get("max_values"), (*path, "max_values"), 1, OPTIONS)
    if select["type"] != STRING_SELECT:
        return
    options = form.items(select.get("options"), (*path, "options"), OPTIONS, low=1)
    seen: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, "options", index)
        form.text(option.get("label"), (*here, "label"), 100, low=1, required=True)
        form.text(option.get("value"), (*here, "value"), 100, low=1, required=True)
        form.text(option.get("description"), (*here, "description"), 100)
        if option.get("value") in seen:
            form.refuse(
                (*here, "value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            )
        seen.add(str(option.get("value")))
    if (select.get("max_values") or 1) > max(len(options), 1):
        form.refuse(
            (*path, "max_values"), "NUMBER_TYPE_MAX", f"Must be at most {len(options)} options."
        )


def _check_section(form: Form, section: Json, path: Path) -> None:
    texts = form.items(section.get("components"), (*path, "components"), 3, low=1)
    for index, child in enumerate(texts):
        if _kind(form, child, (*path, "components", index), frozenset({TEXT})):
            _check(form, child, (*path, "components", index))
    accessory = section.get("accessory")
    if accessory is None:
        form.missing((*path, "accessory"))
    elif _kind(form, accessory, (*path, "accessory"), frozenset({BUTTON, THUMBNAIL})):
        _check(form, accessory, (*path, "accessory"))


def _check_media(form: Form, media: Any, path: Path) -> None:
    url = media.get("url") if isinstance(media, dict) else None
    if url is None:
        form.missing((*path, "url"))
    form.url(url, (*path, "url"), 2048, attachments=True)


def _check_label(form: Form, label: Json, path: Path) -> None:
    form.text(label.get("label"), (*path, "label"), 45, low=1, required=True)
    form.text(label.get("description"), (*path, "description"), 100)
    if _kind(form, label.get("component"), (*path, "component"), IN_LABEL):
        _check(form, label["component"], (*path, "component"))


def _check_text_input(form: Form, text_input: Json, path: Path) -> None:
    _check_custom_id(form, text_input, path)
    form.number(text_input.get("style"), (*path, "style"), 1, 2)
    form.text(text_input.get("label"), (*path, "label"), 45)
    form.text(text_input.get("value"), (*path, "value"), 4000)
    form.text(text_input.get("placeholder"), (*path, "placeholder"), 100)
    form.number(text_input.get("min_length"), (*path, "min_length"), 0, 4000)
    form.number(text_input.get("max_length"), (*path, "max_length"), 1, 4000)
