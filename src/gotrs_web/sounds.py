"""The sounds that a new notification can make; `js/sound.js` plays them."""

from collections.abc import Mapping

from gotrs_api.i18n import N_

SOUNDS: Mapping[str, str] = {
    "none": N_("no sound"),
    "chime": N_("chime"),
    "knock": N_("knock"),
    "drop": N_("drop"),
}
