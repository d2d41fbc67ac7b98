"""Two browsers behind one small set of verbs: Chromium by Playwright, Firefox by Marionette."""
import base64
import os
import pathlib
import re
import signal
import time


class Driver:
    """What both have in common; `run` evaluates the body of a function in the page."""

    def wait(self, condition, what, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run(f"return Boolean({condition})"):
                return
            time.sleep(0.05)
        raise AssertionError(f"{self.name}: waited in vain for {what}")

    def text(self, selector):
        return self.run(f"return document.querySelector({selector!r})?.innerText ?? ''")

    def press_button(self, label):
        """Presses the button with that label, in the open dialog where there is one."""
        found = self.run(
            """const all = [...(document.querySelector('dialog[open]') || document).querySelectorAll('button')];
            const found = all.find((one) => one.textContent === arguments[0] && one.offsetParent);
            if (found) found.click();
            return Boolean(found);""", label)
        assert found, f"{self.name}: there is no button {label!r}"

    def give_file(self, label, path):
        """Presses a button that asks for a file, and gives it one without the system's own dialog."""
        self.run("""const click = HTMLElement.prototype.click;
            HTMLInputElement.prototype.click = function () { if (this.type !== 'file') click.call(this); };""")
        self.press_button(label)
        self.wait("document.querySelector('input[type=file]')", "the question for a file")
        self.set_file(path)

    def downloaded(self, pattern, count=1, seconds=20):
        """The files that match and have come, newest last."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = sorted(
                (one for one in self.downloads.iterdir()
                 if re.fullmatch(pattern, one.name) and one.stat().st_size > 0),
                key=lambda one: one.stat().st_mtime_ns)
            if len(found) >= count:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{self.name}: no download like {pattern} in {os.listdir(self.downloads)}")


class Chromium(Driver):
    name = "chromium"
    # A name that leads to this computer and is no secure context, as localhost would be.
    plain_host = "provider.test"

    def __init__(self, playwright, work, scheme="light", size=(1280, 800)):
        self.playwright, self.work = playwright, work
        self.downloads = work / "downloads"
        self.downloads.mkdir(parents=True, exist_ok=True)
        self.options = {"color_scheme": scheme, "viewport": {"width": size[0], "height": size[1]}}
        self.errors = []
        self.start()

    def start(self):
        self.context = self.playwright.chromium.launch_persistent_context(
            self.work / "profile", executable_path="/usr/bin/chromium",
            args=["--no-sandbox", f"--host-resolver-rules=MAP {self.plain_host} 127.0.0.1"],
            accept_downloads=True, **self.options)
        self.page = self.context.pages[0]
        self.page.on("download", lambda one: one.save_as(self.downloads / one.suggested_filename))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: line.type == "error" and self.errors.append(line.text))

    def open(self, path): self.page.goto(path.as_uri())

    def run(self, body, *values):
        return self.page.evaluate(
            f"(values) => (function () {{ {body} }}).apply(null, values)", list(values))

    def type(self, selector, text): self.page.fill(selector, text)
    def key(self, key): self.page.keyboard.press(key)
    def set_file(self, path): self.page.set_input_files("input[type=file]", path)
    def set_files(self, *paths): self.page.set_input_files("input[type=file]", paths)
    def shot(self, path): self.page.screenshot(path=path)
    def whole_shot(self, path): self.page.screenshot(path=path, full_page=True)

    def downloaded(self, pattern, count=1, seconds=20):
        self.page.wait_for_timeout(300)  # lets Playwright's own events arrive
        return super().downloaded(pattern, count, seconds)

    def kill(self):
        """Ends the browser as a power cut would, and starts it again on the same profile."""
        profile = str(self.work / "profile").encode()
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and b"--user-data-dir=" + profile in (entry / "cmdline").read_bytes():
                    os.kill(int(entry.name), signal.SIGKILL)
            except OSError:
                continue
        try:
            self.context.close()
        except Exception:
            pass
        for lock in (self.work / "profile").glob("Singleton*"):
            lock.unlink()
        self.start()

    def close(self): self.context.close()


class Firefox(Driver):
    name = "firefox"

    def __init__(self, work, scheme="light", size=(1280, 800)):
        from marionette_driver.keys import Keys
        from marionette_driver.marionette import Marionette
        self.keys = {"Enter": Keys.ENTER, "Tab": Keys.TAB, "Escape": Keys.ESCAPE}
        self.downloads = work / "downloads"
        self.downloads.mkdir(parents=True, exist_ok=True)
        self.errors = []
        os.environ.setdefault("HOME", str(work))
        self.browser = Marionette(
            bin="/usr/bin/firefox-esr", headless=True, gecko_log=str(work / "firefox.log"),
            startup_timeout=120, prefs={
                "browser.download.folderList": 2, "browser.download.dir": str(self.downloads),
                # A PDF that is saved would open in a tab of its own, which takes the keys.
                "browser.download.useDownloadDir": True, "pdfjs.disabled": True,
                "browser.download.always_ask_before_handling_new_types": False,
                "browser.download.alwaysOpenPanel": False, "ui.systemUsesDarkTheme": scheme == "dark",
                "layout.css.prefers-color-scheme.content-override": 0 if scheme == "dark" else 1,
            })
        self.browser.start_session()
        self.browser.timeout.script = 60
        self.browser.set_window_rect(width=size[0], height=size[1] + 90)

    def open(self, path): self.browser.navigate(path.as_uri())
    def run(self, body, *values): return self.browser.execute_script(body, list(values), new_sandbox=True, sandbox=None)

    def type(self, selector, text):
        field = self.browser.find_element("css selector", selector)
        field.clear()
        field.send_keys(text)

    def key(self, key): self.browser.get_active_element().send_keys(self.keys.get(key, key))

    def set_file(self, path):
        # Marionette will not type into what is hidden.
        self.run("document.querySelector('input[type=file]').hidden = false")
        self.browser.find_element("css selector", "input[type=file]").send_keys(str(path))

    def set_files(self, *paths):
        self.browser.find_element("css selector", "input[type=file]").send_keys("\n".join(map(str, paths)))

    def whole_shot(self, path):
        path.write_bytes(base64.b64decode(self.browser.screenshot(full=True)))

    def shot(self, path):
        path.write_bytes(base64.b64decode(self.browser.screenshot(full=False)))

    def close(self):
        self.browser.quit(in_app=True)
