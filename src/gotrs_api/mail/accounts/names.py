"""What a mailbox is called."""


def account_name(login: str, host: str) -> str:
    return f"{login}@{host}" if "@" not in login else login
