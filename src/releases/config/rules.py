"""What the settings decide for the use cases: how changes are judged, how new people start."""

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from releases.config import Settings

if TYPE_CHECKING:
    from releases.tracking.changes import Rules
    from releases.tracking.people import Defaults


def change_rules(settings: Settings) -> "Rules":
    """How changes are judged."""
    from releases.model.release import SourceClass
    from releases.tracking.changes import Rules

    order = [word.strip() for word in settings.source_order.split(",") if word.strip()]
    return Rules(
        settle=timedelta(minutes=settings.settle_minutes),
        order=tuple(SourceClass(word) for word in order),
    )


def new_subscriber(settings: Settings, env: Mapping[str, str] = os.environ) -> "Defaults":
    """What a new subscriber starts with, by the settings and this machine."""
    from releases.model.subscriber import parse_language, parse_leads, parse_time
    from releases.model.territory import territory
    from releases.tracking.home import machine_zone
    from releases.tracking.people import Defaults

    places = [word for word in settings.territories.split(",") if word.strip()]
    return Defaults(
        zone=settings.timezone or machine_zone(env),
        at=parse_time(settings.at),
        leads=parse_leads(settings.leads),
        territories=tuple(territory(word) for word in places) if places else None,
        language=parse_language(settings.language),
    )
