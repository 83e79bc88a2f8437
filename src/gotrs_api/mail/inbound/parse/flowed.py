"""format=flowed (RFC 3676): soft line breaks joined, so that paragraphs are whole again."""


def unflow(text: str, *, delsp: bool = False) -> str:
    """Join lines that end in a blank with the next one of the same quotation depth; quote marks become `> `.

    `text` has LF line ends. `delsp`: the blank before a soft break goes (DelSp=yes). The signature line `-- ` stays.
    """
    result: list[str] = []
    paragraph: list[str] = []
    paragraph_depth = 0

    def flush() -> None:
        if paragraph:
            result.append("> " * paragraph_depth + "".join(paragraph))
            paragraph.clear()

    for raw_line in text.split("\n"):
        line = raw_line.lstrip(">")
        depth = len(raw_line) - len(line)
        line = line.removeprefix(" ")
        if depth != paragraph_depth or line == "-- ":
            flush()
        paragraph_depth = depth
        if line.endswith(" ") and line != "-- ":
            paragraph.append(line[:-1] if delsp else line)
            continue
        paragraph.append(line)
        flush()
    flush()
    return "\n".join(result)
