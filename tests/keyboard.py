"""A hand that has only a keyboard, and an eye that looks where the focus is."""

FARTHEST = 150
# Where the focus is, whether it can be seen there, and whether anything lies over all of it.
LOOK = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const seen = (window.focused ??= new Map());
  if (!seen.has(one)) seen.set(one, seen.size + 1);
  const style = (part, drawn) => getComputedStyle(part, drawn);
  const outlined = (found) => found.outlineStyle !== "none" && parseFloat(found.outlineWidth) >= 1;
  const marked = (part) => part && part.checkVisibility({opacityProperty: true})
    && ["", "::before", "::after"].some((drawn) => outlined(style(part, drawn)));
  const inner = /^(date|time)$/.test(one.type) ? one : null; // its parts are marked by the browser
  const near = [one, one.nextElementSibling, one.closest("label"), one.labels?.[0]];
  const shown = inner || near.find(marked);
  const box = (shown || one).getBoundingClientRect();
  const parts = [0.05, 0.5, 0.95];
  const moved = box.top > innerHeight || box.bottom < 0; // news came above it: no bar lies over it
  const clear = moved || parts.some((x) => parts.some((y) => {
    const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return at && (at === one || (shown || one).contains(at) || at.contains(shown || one)
      && !/fixed|sticky/.test(style(at).position));
  }));
  return {
    number: seen.get(one), seen: Boolean(shown) || one.tabIndex < 0, clear,
    kind: one.type || one.localName, state: one.value ?? "", latest: one.max || "2027-05-01",
    answers: Boolean(one.closest("form[data-answer]")),
    inside: Boolean(one.closest("#now .item")), html: one.outerHTML.slice(0, 160),
  };
}"""
HAS_FOCUS = "wanted => document.activeElement.matches(wanted)"


class Hand:
    def __init__(self, page):
        self.page, self.last, self.stays, self.ticks = page, 0, 0, 0

    def press(self, key):
        self.page.keyboard.press(key)

    def write(self, text):
        self.page.keyboard.type(text)

    def tab(self, key="Tab"):
        """One on; what has the focus then, or None between the page's end and its beginning."""
        self.press(key)
        at = self.page.evaluate(LOOK)
        if at:
            assert at["seen"], f"no mark of the focus: {at['html']}"
            assert at["clear"], f"covered: {at['html']}"
            self.stays = self.stays + 1 if at["number"] == self.last else 0
            assert self.stays < 6, f"no way on from {at['html']}"
        self.last = at["number"] if at else 0
        return at

    def go(self, wanted, key="Tab"):
        """Until what the selector names has the focus."""
        for _ in range(FARTHEST):
            if self.page.evaluate(HAS_FOCUS, wanted):
                return self
            self.tab(key)
        raise AssertionError(f"not to be reached by {key}: {wanted}")

    def follow(self, wanted, key="Enter"):
        """Where it leads to another page."""
        self.go(wanted)
        with self.page.expect_navigation():
            self.press(key)

    def answer_all(self, text):
        """Whatever the item asks, from its first control to its last."""
        self.go(".skip").press("Enter")
        done, self.ticks = set(), 0
        for _ in range(FARTHEST):
            at = self.tab()
            if not at or (done and not at["inside"]):
                return
            if at["number"] not in done:
                done.add(at["number"])
                self.answer(at, text)
        raise AssertionError("the item has no end")

    def answer(self, at, text):
        match at["kind"]:
            case "radio":
                self.press(" ")
            case "checkbox" if self.ticks < 2:
                self.ticks += 1
                self.press(" ")
            case "textarea" | "text":
                self.write(text)
            case "number":
                self.write("2")
            case "date":
                year, month, day = at["latest"].split("-")
                self.write(month + day + year)  # Chromium's own language here is American
            case "select-one" if not at["state"]:
                self.press("ArrowDown")
            case "submit" if at["answers"]:
                self.press("Enter")
                self.page.wait_for_selector("form[data-state=sending]", state="detached")
