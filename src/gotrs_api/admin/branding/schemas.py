"""What branding consists of."""

from __future__ import annotations

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from gotrs_api.sysconfig.setting import Colour


class BrandingRead(BaseModel):
    """`logo` is the name of its file, empty without one."""

    model_config = ConfigDict(frozen=True)

    name: str = "GOTRS"
    accent_light: str = Field("", description="Accent by day, like `#1a2b3c`; empty: the theme's own.")
    accent_dark: str = Field("", description="Accent by night.")
    logo: str = Field("", description="File name of the logo below `/branding/`; empty: the mark of GOTRS.")


class BrandingUpdate(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=60)
    accent_light: Colour = ""
    accent_dark: Colour = ""


class ThemesRead(BaseModel):
    """`stylesheets`: of one's own, by the theme they belong to."""

    model_config = ConfigDict(frozen=True)

    default: str = "synthwave"
    stylesheets: dict[str, str] = {}


class LogoWrite(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    content: Base64Bytes = Field(description="A PNG, JPEG or WebP picture of at most 200 kB, in Base64.")
