"""Refusals around system settings."""

from gotrs_api.kernel.errors import NotFound


class SettingNotFound(NotFound):
    code = "sysconfig.not_found"
    message = "There is no such setting."


class SettingChangeNotFound(NotFound):
    code = "sysconfig.change_not_found"
    message = "There is no such change of a setting."


class AgentValueNotFound(NotFound):
    code = "sysconfig.agent_value_not_found"
    message = "No agent has this value of a setting any more."
