"""`*` in what people look for."""


def like_pattern(text: str) -> str:
    """For SQL's LIKE with `\\` as its escape: `*` stands for any text; what is special in SQL is not."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return text.replace("*", "%")
