"""Subscriptions of browsers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.identity.schemas.base import Input, Output


class PushKeyRead(Output):
    key: str = Field(description="`applicationServerKey` of `PushManager.subscribe`, in base64url.")


class BrowserKeys(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    p256dh: str = Field(max_length=200)
    auth: str = Field(max_length=100)


class BrowserSubscription(BaseModel):
    """What `PushSubscription.toJSON()` answers; what browsers add to it is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    endpoint: str = Field(max_length=2000, description="Address of the browser's push service.")
    keys: BrowserKeys


class PushSubscriptionCreate(Input):
    name: str = Field(min_length=1, max_length=100, examples=["Firefox, phone"])
    subscription: BrowserSubscription


class PushSubscriptionRead(Output):
    id: int
    name: str
    created: datetime
    delivered: datetime | None = Field(description="When a push service last took something for it.")
