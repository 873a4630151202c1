"""Forms as a browser sends them back: every field of a page's form with what stands in it."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects what the fields of the form with an id hold: {name: [values]}."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.fields = form_id, {}
        self.is_inside, self.select, self.textarea = False, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_inside = given.get("id") == self.form_id
        elif self.is_inside and tag == "input":
            self.read_input(given)
        elif self.is_inside and tag == "select":
            self.select = given["name"]
        elif self.select and tag == "option" and "selected" in given:
            self.fields.setdefault(self.select, []).append(given["value"])
        elif self.is_inside and tag == "textarea":
            self.textarea = given["name"]
            self.fields[self.textarea] = [""]

    def read_input(self, given):
        kind = given.get("type", "text")
        is_sent = kind not in ("submit", "checkbox", "radio") or "checked" in given
        if is_sent and "name" in given:
            value = given.get("value", "on" if kind == "checkbox" else "")
            self.fields.setdefault(given["name"], []).append(value)

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            # The line feed behind the tag is no part of the text.
            self.fields[self.textarea] = [self.fields[self.textarea][0].removeprefix("\n")]
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.is_inside = False


def fields_of(response, form_id):
    """What a browser would send of the form: {name: [values]}, without any button."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    return {name: values for name, values in reader.fields.items() if "__prefix__" not in name}
