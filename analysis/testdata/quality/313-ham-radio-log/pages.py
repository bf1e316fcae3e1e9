from html import escape

LAYOUT = """<!doctype html>
<html><head><title>{title}</title><link rel="stylesheet" href="/static/log.css"></head>
<body><header><h1>{title}</h1></header><main>{body}</main></body></html>"""


def layout(title, body):
    return LAYOUT.format(title=title, body=body)


def cell(value, tag="td"):
    return f"<{tag}>{value}</{tag}>"


def contact_row(contact):
    cells = [
        cell(escape(contact["callsign"])),
        cell(contact["frequency"]),
        cell(escape(contact["mode"])),
        cell(contact["remark"]),
    ]
    return "<tr>" + "".join(cells) + "</tr>"


def contact_table(contacts):
    head = "".join(cell(h, "th") for h in ("Call", "MHz", "Mode", "Remark"))
    rows = "\n".join(contact_row(c) for c in contacts)
    return f"<table><tr>{head}</tr>{rows}</table>"


def badge(text):
    text = text.replace("<script", "").replace("</script", "")
    return f'<span class="badge">{text}</span>'
